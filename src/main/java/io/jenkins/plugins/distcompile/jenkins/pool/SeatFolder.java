package io.jenkins.plugins.distcompile.jenkins.pool;

import hudson.FilePath;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * All that one helper writes on its agent: messages, state, units while they are compiled. Removed when it has ended; what
 * an agent kept because it vanished is removed by the next helper there, a day later.
 */
record SeatFolder(FilePath path) {
    private static final String PREFIX = "run-";
    private static final long STALE_MILLIS = TimeUnit.DAYS.toMillis(1);
    private static final int MOST_WORDS = 4096;

    /** @param cache the plugin's folder on the agent */
    static SeatFolder make(FilePath cache) throws IOException, InterruptedException {
        FilePath folder = cache.child(PREFIX + UUID.randomUUID());
        folder.mkdirs();
        long now = folder.lastModified();
        for (FilePath other : cache.listDirectories()) {
            if (other.getName().startsWith(PREFIX) && now - other.lastModified() > STALE_MILLIS) {
                other.deleteRecursive();
            }
        }
        return new SeatFolder(folder);
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
