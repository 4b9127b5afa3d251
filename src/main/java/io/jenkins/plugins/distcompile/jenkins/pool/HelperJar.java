package io.jenkins.plugins.distcompile.jenkins.pool;

import hudson.FilePath;
import hudson.PluginWrapper;
import hudson.Util;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.util.SystemProperties;

/**
 * The helper's program as the plugin brings it, and its copies on nodes: one a node and version, named by its digest,
 * under {@code caches/distributed-compile} of the agent's root.
 */
final class HelperJar {
    private static final String IN_PLUGIN = "WEB-INF/helper/agent-helper.jar";
    /** Of a node's root: all that the plugin keeps there. */
    static final String CACHE = "caches/distributed-compile";

    private static final Logger LOGGER = Logger.getLogger(HelperJar.class.getName());
    private static final long STALE_MILLIS = TimeUnit.DAYS.toMillis(7);

    private static HelperJar ours; // guarded by the class; null = not asked for yet

    private final URL source;
    private final String digest;
    private final long length;

    private HelperJar(URL source) throws IOException {
        this.source = source;
        MessageDigest sha256;
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("this Java has no SHA-256", e);
        }
        try (InputStream in = new DigestInputStream(source.openStream(), sha256)) {
            length = in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        digest = Util.toHexString(sha256.digest());
    }

    /** @throws IOException when the plugin's own folder cannot be read */
    static synchronized HelperJar ours() throws IOException {
        if (ours == null) {
            // Where the plugin was not unpacked from an .hpi, as in its own tests.
            String path = SystemProperties.getString(HelperJar.class.getName() + ".path");
            ours = new HelperJar(
                    path == null ? inPlugin() : Path.of(path).toUri().toURL());
        }
        return ours;
    }

    private static URL inPlugin() throws IOException {
        PluginWrapper plugin = Jenkins.get().getPluginManager().whichPlugin(HelperJar.class);
        if (plugin == null) {
            throw new IOException("the plugin's own folder is not known to Jenkins");
        }
        return new URL(plugin.baseResourceURL, IN_PLUGIN);
    }

    /**
     * The copy on a node, made when there is none. Whole or not there: a broken connection leaves nothing that looks
     * like it, and two steps at once leave one.
     *
     * @param root the node's root folder
     */
    FilePath on(FilePath root) throws IOException, InterruptedException {
        FilePath folder = root.child(CACHE);
        FilePath copy = folder.child(digest + ".jar");
        if (copy.length() == length) {
            return copy;
        }
        folder.mkdirs();
        FilePath part = folder.child(digest + "." + UUID.randomUUID() + ".part");
        try {
            part.copyFrom(source);
            if (part.length() != length) {
                throw new IOException("only " + part.length() + " of " + length + " bytes arrived");
            }
            part.renameTo(copy);
        } catch (IOException e) {
            if (copy.length() == length) {
                return copy; // another step was faster; some systems do not rename over a file
            }
            throw new IOException("cannot put the helper's program at " + copy.getRemote() + ": " + e.getMessage(), e);
        } finally {
            part.delete();
        }
        sweep(folder, copy);
        return copy;
    }

    /** What earlier versions of the plugin left. Other controllers may use it: what has just come is not old. */
    private static void sweep(FilePath folder, FilePath copy) throws InterruptedException {
        try {
            long now = copy.lastModified();
            for (FilePath other : folder.list()) {
                String name = other.getName();
                boolean ours = name.endsWith(".jar") || name.endsWith(".part");
                if (ours && now - other.lastModified() > STALE_MILLIS) {
                    other.delete();
                }
            }
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "cannot sweep " + folder);
        }
    }
}
