package hudson;

import hudson.model.Node;
import hudson.model.TaskListener;
import hudson.remoting.Channel;
import hudson.remoting.VirtualChannel;
import hudson.util.ArgumentListBuilder;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** Signature only; see README.md of this module. */
public abstract class Launcher {
    protected Launcher(TaskListener listener, VirtualChannel channel) {
        throw new AssertionError("signature only");
    }

    protected Launcher(Launcher launcher) {
        throw new AssertionError("signature only");
    }

    public VirtualChannel getChannel() {
        throw new AssertionError("signature only");
    }

    public TaskListener getListener() {
        throw new AssertionError("signature only");
    }

    public final class ProcStarter {
        public ProcStarter cmdAsSingleString(String s) {
            throw new AssertionError("signature only");
        }

        public ProcStarter cmds(String... args) {
            throw new AssertionError("signature only");
        }

        public ProcStarter cmds(File program, String... args) {
            throw new AssertionError("signature only");
        }

        public ProcStarter cmds(List<String> args) {
            throw new AssertionError("signature only");
        }

        public ProcStarter cmds(ArgumentListBuilder args) {
            throw new AssertionError("signature only");
        }

        public List<String> cmds() {
            throw new AssertionError("signature only");
        }

        public ProcStarter masks(boolean... masks) {
            throw new AssertionError("signature only");
        }

        public boolean[] masks() {
            throw new AssertionError("signature only");
        }

        public ProcStarter quiet(boolean quiet) {
            throw new AssertionError("signature only");
        }

        public boolean quiet() {
            throw new AssertionError("signature only");
        }

        public ProcStarter pwd(FilePath workDir) {
            throw new AssertionError("signature only");
        }

        public ProcStarter pwd(File workDir) {
            throw new AssertionError("signature only");
        }

        public ProcStarter pwd(String workDir) {
            throw new AssertionError("signature only");
        }

        public FilePath pwd() {
            throw new AssertionError("signature only");
        }

        public ProcStarter stdout(OutputStream out) {
            throw new AssertionError("signature only");
        }

        public ProcStarter stdout(TaskListener out) {
            throw new AssertionError("signature only");
        }

        public OutputStream stdout() {
            throw new AssertionError("signature only");
        }

        public ProcStarter stderr(OutputStream err) {
            throw new AssertionError("signature only");
        }

        public OutputStream stderr() {
            throw new AssertionError("signature only");
        }

        public ProcStarter stdin(InputStream in) {
            throw new AssertionError("signature only");
        }

        public InputStream stdin() {
            throw new AssertionError("signature only");
        }

        public ProcStarter envs(Map<String, String> overrides) {
            throw new AssertionError("signature only");
        }

        public ProcStarter envs(String... overrides) {
            throw new AssertionError("signature only");
        }

        public String[] envs() {
            throw new AssertionError("signature only");
        }

        public ProcStarter readStdout() {
            throw new AssertionError("signature only");
        }

        public ProcStarter readStderr() {
            throw new AssertionError("signature only");
        }

        public ProcStarter writeStdin() {
            throw new AssertionError("signature only");
        }

        public Proc start() throws IOException {
            throw new AssertionError("signature only");
        }

        public int join() throws IOException, InterruptedException {
            throw new AssertionError("signature only");
        }

        public ProcStarter copy() {
            throw new AssertionError("signature only");
        }
    }

    public final ProcStarter launch() {
        throw new AssertionError("signature only");
    }

    public abstract Proc launch(ProcStarter starter) throws IOException;

    public abstract Channel launchChannel(String[] cmd, OutputStream out, FilePath workDir, Map<String, String> envVars)
            throws IOException, InterruptedException;

    public boolean isUnix() {
        throw new AssertionError("signature only");
    }

    public abstract void kill(Map<String, String> modelEnvVars) throws IOException, InterruptedException;

    public final Launcher decorateFor(Node node) {
        throw new AssertionError("signature only");
    }

    public final Launcher decorateByPrefix(String... prefix) {
        throw new AssertionError("signature only");
    }

    public final Launcher decorateByEnv(EnvVars _env) {
        throw new AssertionError("signature only");
    }

    public static class LocalLauncher extends Launcher {
        public LocalLauncher(TaskListener listener) {
            super(null, null);
            throw new AssertionError("signature only");
        }

        public LocalLauncher(TaskListener listener, VirtualChannel channel) {
            super(null, null);
            throw new AssertionError("signature only");
        }

        @Override
        public Proc launch(ProcStarter ps) throws IOException {
            throw new AssertionError("signature only");
        }

        @Override
        public Channel launchChannel(String[] cmd, OutputStream out, FilePath workDir, Map<String, String> envVars)
                throws IOException {
            throw new AssertionError("signature only");
        }

        @Override
        public void kill(Map<String, String> modelEnvVars) throws InterruptedException {
            throw new AssertionError("signature only");
        }

        public Channel launchChannel(OutputStream out, ProcessBuilder pb) throws IOException {
            throw new AssertionError("signature only");
        }
    }
}
