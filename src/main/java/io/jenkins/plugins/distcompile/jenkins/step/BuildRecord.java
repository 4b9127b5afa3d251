package io.jenkins.plugins.distcompile.jenkins.step;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * What the controller keeps of one compile, in the build's own folder: events and result as they come. The length of the
 * events file is how far the dispatcher's has been read, so that a restart in mid-air neither loses nor doubles any.
 */
final class BuildRecord {
    private static final long MOST_EVENTS = 1L << 30; // bytes
    private static final int PIECE = 1 << 20;

    private final Path folder;

    BuildRecord(Path folder) {
        this.folder = folder;
    }

    static BuildRecord of(Path buildFolder, String stepId) {
        return new BuildRecord(buildFolder.resolve("distributed-compile").resolve(stepId));
    }

    /** Bytes of events that are kept. */
    long length() throws IOException {
        return Files.exists(events()) ? Files.size(events()) : 0;
    }

    /** @throws IOException also when there is more than any build says */
    void append(byte[] bytes) throws IOException {
        if (length() + bytes.length > MOST_EVENTS) {
            throw new IOException("the events of this compile are more than " + (MOST_EVENTS >> 20) + " MiB");
        }
        Files.createDirectories(folder);
        try (OutputStream out = Files.newOutputStream(events(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            out.write(bytes);
        }
    }

    /** Gives all that is kept, piece by piece. */
    void replay(Consumer<byte[]> reader) throws IOException {
        if (!Files.exists(events())) {
            return;
        }
        try (InputStream in = Files.newInputStream(events())) {
            for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
                reader.accept(piece);
            }
        }
    }

    /** Whole or not there. */
    void result(byte[] json) throws IOException {
        Files.createDirectories(folder);
        Path part = folder.resolve("result.json.part");
        Files.write(part, json);
        Files.move(part, folder.resolve("result.json"), StandardCopyOption.REPLACE_EXISTING);
    }

    private Path events() {
        return folder.resolve("events.jsonl");
    }
}
