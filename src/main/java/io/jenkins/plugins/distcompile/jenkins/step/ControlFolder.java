package io.jenkins.plugins.distcompile.jenkins.step;

import hudson.FilePath;
import hudson.slaves.WorkspaceList;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The folder on the build's node through which the dispatcher is told its build and tells of it. What is read here comes
 * from an agent: every length is looked at before it is believed. Each call goes to the node.
 */
final class ControlFolder {
    private static final int OWNER_ONLY = 0700;
    private static final int MOST_EVENTS = 4 << 20; // bytes a look
    private static final int MOST_RESULT = 64 << 20;
    private static final int MOST_ALIVE = 64;
    private static final int MOST_LOG = 16 << 10;

    private final FilePath folder;

    ControlFolder(FilePath folder) {
        this.folder = folder;
    }

    /** Where the control folder of a step is, beside its workspace. */
    static FilePath place(FilePath workspace, String stepId) throws IOException {
        FilePath temporary = WorkspaceList.tempDir(workspace);
        if (temporary == null) {
            throw new IOException(workspace.getRemote() + " has no place beside it for temporary files");
        }
        return temporary.child("distcompile-" + stepId);
    }

    FilePath path() {
        return folder;
    }

    boolean exists() throws IOException, InterruptedException {
        return folder.exists();
    }

    /** Makes it, for its owner alone, and writes what the dispatcher is to do. */
    void prepare(String options, File history, int coming) throws IOException, InterruptedException {
        folder.mkdirs();
        folder.chmod(OWNER_ONLY);
        if (history != null) {
            folder.child("history.mv").copyFrom(new FilePath(history));
        }
        coming(coming);
        FilePath file = folder.child("options.json");
        FilePath part = folder.child("options.json.part");
        part.write(options, StandardCharsets.UTF_8.name());
        part.renameTo(file);
    }

    /** Tells the dispatcher how many helpers are being started. */
    void coming(int helpers) throws IOException, InterruptedException {
        folder.child("coming").write(Integer.toString(helpers), StandardCharsets.US_ASCII.name());
    }

    /** Events from this byte on, as many as fit a look; empty = no more. */
    byte[] events(long offset) throws IOException, InterruptedException {
        FilePath file = folder.child("events.jsonl");
        if (file.length() <= offset) {
            return new byte[0];
        }
        try (InputStream in = file.readFromOffset(offset)) {
            return in.readNBytes(MOST_EVENTS);
        }
    }

    /** The dispatcher's last word; null = it has not ended. */
    byte[] result() throws IOException, InterruptedException {
        FilePath file = folder.child("result.json");
        return file.exists() ? read(file, MOST_RESULT) : null;
    }

    /** The counter that says the dispatcher lives; empty = it has not begun. */
    String alive() throws IOException, InterruptedException {
        FilePath file = folder.child("alive");
        return file.exists() ? new String(read(file, MOST_ALIVE), StandardCharsets.UTF_8).strip() : "";
    }

    /** The end of what it wrote for people to see when something went wrong. */
    String log() throws IOException, InterruptedException {
        FilePath file = folder.child("dispatcher.log");
        long length = file.length();
        if (length == 0) {
            return "";
        }
        try (InputStream in = file.readFromOffset(Math.max(0, length - MOST_LOG))) {
            return PlainText.lines(new String(in.readNBytes(MOST_LOG), StandardCharsets.UTF_8), MOST_LOG);
        }
    }

    void cancel(String reason) throws IOException, InterruptedException {
        folder.child("cancel").write(reason, StandardCharsets.UTF_8.name());
    }

    /** Removes it with all that is in it; the dispatcher sees that as an order to end. */
    void remove() throws IOException, InterruptedException {
        folder.deleteRecursive();
    }

    private static byte[] read(FilePath file, int most) throws IOException, InterruptedException {
        try (InputStream in = file.read()) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new IOException(file.getRemote() + " is larger than " + most + " bytes");
            }
            return bytes;
        }
    }
}
