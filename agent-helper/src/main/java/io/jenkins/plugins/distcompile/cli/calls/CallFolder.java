package io.jenkins.plugins.distcompile.cli.calls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder that only its owner can enter, for one socket; closing it removes both. Whoever can connect could run anything
 * as this user anyway.
 */
public record CallFolder(Path path) implements AutoCloseable {
    /** What fits into an address everywhere: macOS has 104 bytes, Linux 108 (unix(7)), a zero at the end included. */
    private static final int LONGEST_SOCKET = 103;

    /** @throws IOException if it cannot be had: the message says why and what to do */
    public static CallFolder make() throws IOException {
        CallFolder folder = new CallFolder(Files.createTempDirectory("distcompile-run"));
        if (folder.socket().toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_SOCKET) {
            folder.close();
            throw new IOException("the name of the socket " + folder.socket() + " is longer than " + LONGEST_SOCKET
                    + " bytes; let -Djava.io.tmpdir in DISTCOMPILE_JAVA_OPTIONS name a folder with a shorter path");
        }
        return folder;
    }

    public Path socket() {
        return path.resolve("calls");
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(socket());
            Files.deleteIfExists(path);
        } catch (IOException e) {
            path.toFile().deleteOnExit();
        }
    }
}
