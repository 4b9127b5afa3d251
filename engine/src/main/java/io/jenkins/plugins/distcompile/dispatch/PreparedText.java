package io.jenkins.plugins.distcompile.dispatch;

import io.jenkins.plugins.distcompile.protocol.Attachment;
import io.jenkins.plugins.distcompile.toolchain.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A unit ready to be sent, kept in memory until the scheduler discards it.
 *
 * @param quick whether bytes on the way are cheaper than processor time; so it was packed, and so the result is to be
 * @param headers of the packed inputs
 * @param files the packed inputs
 * @param diagnostics what the preprocessor said; mostly empty
 * @param dependencies the make rule under its temporary name; null = none asked for
 */
record PreparedText(
        Task task, boolean quick, List<Attachment> headers, List<byte[]> files, String diagnostics, Path dependencies) {

    /** Unpacked bytes. */
    long textBytes() {
        return headers.stream().mapToLong(Attachment::bytes).sum();
    }

    /** Bytes on the wire. */
    long wireBytes() {
        return headers.stream().mapToLong(Attachment::wireBytes).sum();
    }

    /** Gives the make rule its name. */
    void commit(Path rule) throws IOException {
        if (dependencies != null) {
            Files.move(dependencies, rule, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Removes the make rule if it has not been given its name. */
    void discard() {
        if (dependencies != null) {
            ResultFiles.deleteQuietly(dependencies);
        }
    }
}
