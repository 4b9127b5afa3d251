package io.jenkins.plugins.distcompile.jenkins.pool;

import hudson.FilePath;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * All that one helper writes on its agent: messages, state, units while they are compiled. Removed when it has ended; what
 * an agent kept because it vanished is removed when it comes back.
 */
record SeatFolder(FilePath path) {
    private static final String PREFIX = "run-";
    private static final long STALE_MILLIS = TimeUnit.DAYS.toMillis(1);
    private static final int MOST_WORDS = 4096;

    /**
     * @param cache the plugin's folder on the agent
     * @param step names the step, and {@code seat} the helper among those of the step
     */
    static SeatFolder make(FilePath cache, String step, String seat) throws IOException, InterruptedException {
        FilePath folder = cache.child(prefix(step) + safe(seat));
        // Of a helper that a restarted controller no longer knew.
        folder.deleteRecursive();
        folder.mkdirs();
        long now = folder.lastModified();
        for (FilePath other : cache.listDirectories()) {
            if (other.getName().startsWith(PREFIX) && now - other.lastModified() > STALE_MILLIS) {
                other.deleteRecursive();
            }
        }
        return new SeatFolder(folder);
    }

    /** Removes what helpers of a step left that nobody has looked after since a restart of the controller. */
    static void sweep(FilePath cache, String step) throws IOException, InterruptedException {
        for (FilePath folder : cache.listDirectories()) {
            if (folder.getName().startsWith(prefix(step))) {
                folder.deleteRecursive();
            }
        }
    }

    /**
     * Removes what the helpers of a node left when it vanished, for whatever step. Only while none can run there: not of
     * other nodes, which might share the folder.
     */
    static void sweepNode(FilePath cache, String node) throws IOException, InterruptedException {
        Pattern ofNode = Pattern.compile(PREFIX + "[^-]+-" + Pattern.quote(safe(node)) + "(_[0-9]+)?");
        for (FilePath folder : cache.listDirectories()) {
            if (ofNode.matcher(folder.getName()).matches()) {
                folder.deleteRecursive();
            }
        }
    }

    private static String safe(String seat) {
        return seat.replaceAll("[^A-Za-z0-9_.-]", "_");
    }

    private static String prefix(String step) {
        return PREFIX + step + "-";
    }

    FilePath log() {
        return path.child("helper.log");
    }

    /** Options that keep the helper within. */
    List<String> arguments() {
        return List.of(
                "--log", log().getRemote(),
                "--state", path.child("state").getRemote(),
                "--work", path.child("work").getRemote());
    }

    void remove() throws IOException, InterruptedException {
        path.deleteRecursive();
    }

    /** The last line of a log; empty = there is none. */
    static String lastLine(FilePath log) throws IOException, InterruptedException {
        if (!log.exists()) {
            return "";
        }
        try (InputStream in = log.readFromOffset(Math.max(0, log.length() - MOST_WORDS))) {
            LogTail tail = new LogTail();
            byte[] words = in.readNBytes(MOST_WORDS);
            tail.write(words, 0, words.length);
            return tail.lastLine();
        }
    }
}
