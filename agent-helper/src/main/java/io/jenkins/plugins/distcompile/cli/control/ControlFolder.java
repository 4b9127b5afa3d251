package io.jenkins.plugins.distcompile.cli.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The folder through which a front end and the dispatcher of one build talk, see docs/control-folder.md. The front end
 * makes it, and may remove it at any time; nothing here makes it again. Immutable.
 */
public final class ControlFolder {
    private static final int LONGEST_NUMBER = 16;
    private static final int LONGEST_REASON = 300;

    private final Path path;

    /** @param path need not be there */
    public ControlFolder(Path path) {
        this.path = path.toAbsolutePath().normalize();
    }

    public Path path() {
        return path;
    }

    /** What is to be built; the front end's. */
    public Path options() {
        return path.resolve("options.json");
    }

    /** Times of earlier builds; the front end's, may be missing. */
    public Path history() {
        return path.resolve("history.mv");
    }

    /** The build's own pool key; its creation claims the folder for one dispatcher. */
    public Path key() {
        return path.resolve("key");
    }

    public Path events() {
        return path.resolve("events.jsonl");
    }

    public Path log() {
        return path.resolve("dispatcher.log");
    }

    /** Process and port of the dispatcher; there once it can be attached to. */
    public Path dispatcher() {
        return path.resolve("dispatcher.json");
    }

    Path alive() {
        return path.resolve("alive");
    }

    Path cancel() {
        return path.resolve("cancel");
    }

    /** How many helpers are being started; the front end's, may change and be missing. */
    Path coming() {
        return path.resolve("coming");
    }

    /** How many helpers are on their way; 0 also for what is no such number, or only half written. */
    int helpersComing() {
        try (var in = Files.newInputStream(coming())) {
            String text = new String(in.readNBytes(LONGEST_NUMBER), StandardCharsets.US_ASCII).strip();
            return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
        } catch (IOException e) {
            return 0; // mostly: nobody has said anything
        }
    }

    /** What came of the build; there when the dispatcher has nothing more to do. */
    public Path result() {
        return path.resolve("result.json");
    }

    /** Whether a dispatcher got ready here, now or once. */
    public boolean started() {
        return Files.exists(dispatcher()) || Files.exists(result());
    }

    public boolean exists() {
        return Files.isDirectory(path);
    }

    /** The reason for which the front end wants no more; empty = it gave none, or not yet; null = it wants more. */
    String cancelled() {
        try {
            byte[] start;
            try (var in = Files.newInputStream(cancel())) {
                start = in.readNBytes(4 * LONGEST_REASON);
            }
            String text = new String(start, StandardCharsets.UTF_8)
                    .replaceAll("[\\p{Cntrl}\\s]+", " ")
                    .strip();
            return text.substring(0, Math.min(LONGEST_REASON, text.length()));
        } catch (IOException e) {
            return Files.exists(cancel()) ? "" : null;
        }
    }

    /**
     * Puts a file there whole or not at all; its readers never see half of it. One thread a file.
     *
     * @throws IOException also when the folder has gone
     */
    public void write(Path file, byte[] content) throws IOException {
        Path draft = path.resolve("." + file.getFileName() + ".new");
        try {
            Files.write(draft, content);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(draft);
            throw e;
        }
    }
}
