package io.jenkins.plugins.distcompile.dispatch;

import io.jenkins.plugins.distcompile.inputs.InputBundle;
import io.jenkins.plugins.distcompile.inputs.InputBundle.Pack;
import io.jenkins.plugins.distcompile.link.Packed;
import io.jenkins.plugins.distcompile.protocol.Attachment;
import io.jenkins.plugins.distcompile.toolchain.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;

/**
 * A unit ready to be sent, kept in memory until the scheduler discards it.
 *
 * @param quick whether bytes on the way are cheaper than processor time; so it was packed, and so the result is to be
 * @param headers of the packed inputs
 * @param files the packed inputs
 * @param diagnostics what the preprocessor said; mostly empty
 * @param dependencies the make rule under its temporary name; null = none asked for, or it comes with the result
 * @param inputs what else the agent needs to preprocess it; null = it is no such unit
 */
record PreparedText(
        Task task,
        boolean quick,
        List<Attachment> headers,
        List<byte[]> files,
        String diagnostics,
        Path dependencies,
        InputBundle inputs) {

    /** Of what needs no preprocessing, or has had it. */
    PreparedText(
            Task task,
            boolean quick,
            List<Attachment> headers,
            List<byte[]> files,
            String diagnostics,
            Path dependencies) {
        this(task, quick, headers, files, diagnostics, dependencies, null);
    }

    /** Of a unit that agents preprocess. */
    static PreparedText of(Task.Compile task, boolean quick, InputBundle inputs) {
        Packed source = inputs.source();
        return new PreparedText(task, quick, List.of(source.attachment()), List.of(source.wire()), "", null, inputs);
    }

    /** What else goes to an agent that holds these already. */
    List<Pack> packs(Set<Pack> held) {
        return inputs == null
                ? List.of()
                : inputs.packs().stream().filter(pack -> !held.contains(pack)).toList();
    }

    /** Unpacked bytes. */
    long textBytes() {
        if (inputs != null) {
            return inputs.bytes();
        }
        long bytes = 0;
        for (Attachment header : headers) {
            bytes += header.bytes();
        }
        return bytes;
    }

    /** Bytes on the wire. */
    long wireBytes() {
        if (inputs != null) {
            return inputs.newBytes();
        }
        long bytes = 0;
        for (Attachment header : headers) {
            bytes += header.wireBytes();
        }
        return bytes;
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
