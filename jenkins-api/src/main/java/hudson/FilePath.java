package hudson;

import hudson.model.Computer;
import hudson.model.TaskListener;
import hudson.remoting.Callable;
import hudson.remoting.VirtualChannel;
import hudson.util.FormValidation;
import java.io.File;
import java.io.FileFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.net.URL;
import java.nio.file.OpenOption;
import java.util.List;
import org.jenkinsci.remoting.RoleSensitive;
import org.jenkinsci.remoting.SerializableOnlyOverRemoting;

/** Signature only; see README.md of this module. */
public final class FilePath implements SerializableOnlyOverRemoting {
    public FilePath(VirtualChannel channel, String remote) {
        throw new AssertionError("signature only");
    }

    public FilePath(File localPath) {
        throw new AssertionError("signature only");
    }

    public FilePath(FilePath base, String rel) {
        throw new AssertionError("signature only");
    }

    public String getRemote() {
        throw new AssertionError("signature only");
    }

    public FilePath absolutize() throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public void copyFrom(URL url) throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public void copyFrom(InputStream in) throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public void copyFrom(FilePath src) throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public interface FileCallable<T> extends Serializable, RoleSensitive {
        T invoke(File f, VirtualChannel channel) throws IOException, InterruptedException;
    }

    public <T> T act(FileCallable<T> callable) throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public <V, E extends Throwable> V act(Callable<V, E> callable) throws IOException, InterruptedException, E {
        throw new AssertionError("signature only");
    }

    public Computer toComputer() {
        throw new AssertionError("signature only");
    }

    public void mkdirs() throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public void deleteRecursive() throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public void deleteContents() throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public String getBaseName() {
        throw new AssertionError("signature only");
    }

    public String getName() {
        throw new AssertionError("signature only");
    }

    public FilePath sibling(String rel) {
        throw new AssertionError("signature only");
    }

    public FilePath withSuffix(String suffix) {
        throw new AssertionError("signature only");
    }

    public FilePath child(String relOrAbsolute) {
        throw new AssertionError("signature only");
    }

    public FilePath getParent() {
        throw new AssertionError("signature only");
    }

    public FilePath createTempFile(String prefix, String suffix) throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public FilePath createTempDir(String prefix, String suffix) throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public boolean delete() throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public boolean exists() throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public long lastModified() throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public void touch(long timestamp) throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public boolean isDirectory() throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public long length() throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public long getUsableDiskSpace() throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public void chmod(int mask) throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public int mode() throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public List<FilePath> list() throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public List<FilePath> list(FilePath verificationRoot, OpenOption... openOptions)
            throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public List<FilePath> listDirectories() throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public List<FilePath> list(FileFilter filter) throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public FilePath[] list(String includes) throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public FilePath[] list(String includes, String excludes) throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public FilePath[] list(String includes, String excludes, boolean defaultExcludes)
            throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public InputStream read() throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public InputStream read(FilePath rootPath, OpenOption... openOptions) throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public InputStream readFromOffset(long offset) throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public String readToString() throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public OutputStream write() throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public void write(String content, String encoding) throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public void renameTo(FilePath target) throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public void copyTo(FilePath target) throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public void copyToWithPermission(FilePath target) throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public void copyTo(OutputStream os) throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public Launcher createLauncher(TaskListener listener) throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public static FormValidation validateFileMask(FilePath path, String value) throws IOException {
        throw new AssertionError("signature only");
    }

    public static FormValidation validateFileMask(FilePath path, String value, boolean caseSensitive)
            throws IOException {
        throw new AssertionError("signature only");
    }

    public FormValidation validateFileMask(String value) throws IOException {
        throw new AssertionError("signature only");
    }

    public FormValidation validateFileMask(String value, boolean errorIfNotExist) throws IOException {
        throw new AssertionError("signature only");
    }

    public FormValidation validateFileMask(String value, boolean errorIfNotExist, boolean caseSensitive)
            throws IOException {
        throw new AssertionError("signature only");
    }

    public VirtualChannel getChannel() {
        throw new AssertionError("signature only");
    }

    public boolean isRemote() {
        throw new AssertionError("signature only");
    }

    public boolean isDescendant(String potentialChildRelativePath) throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }
}
