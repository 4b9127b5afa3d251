package io.jenkins.plugins.distcompile.dispatch;

import io.jenkins.plugins.distcompile.link.DamagedException;
import io.jenkins.plugins.distcompile.link.Packing;
import io.jenkins.plugins.distcompile.protocol.Attachment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns attachments of a result into files: checked and written beside their targets first, renamed when the result
 * is accepted. The client alone knows the targets; names from the agent are only looked up among the expected roles.
 */
final class ResultFiles {
    private static final long LIMIT_BYTES = 1L << 30;

    private final Map<Path, Path> temporaryByTarget;
    private final long bytes;

    private ResultFiles(Map<Path, Path> temporaryByTarget, long bytes) {
        this.temporaryByTarget = temporaryByTarget;
        this.bytes = bytes;
    }

    /** Makes a file of what an agent sent. */
    @FunctionalInterface
    interface Form {
        byte[] of(byte[] content) throws DamagedException;
    }

    /** Unpacked bytes of all files. */
    long bytes() {
        return bytes;
    }

    /**
     * Checks and writes every expected file.
     *
     * @param targets where each role goes
     * @param forms what becomes of the content of some roles
     * @throws DamagedException if a file is missing, damaged or not asked for: the agent's fault
     * @throws IOException if this machine cannot write it
     */
    static ResultFiles stage(
            Map<String, Path> targets,
            List<Attachment> headers,
            List<byte[]> files,
            Map<String, Form> forms,
            String tag)
            throws DamagedException, IOException {
        Map<Path, Path> temporaries = new LinkedHashMap<>();
        long bytes = 0;
        boolean complete = false;
        try {
            for (int i = 0; i < headers.size(); i++) {
                Attachment header = headers.get(i);
                Path target = targets.get(header.role());
                if (target == null || temporaries.containsKey(target)) {
                    throw new DamagedException("the result holds " + header.role() + ", which was not asked for");
                }
                Form form = forms.getOrDefault(header.role(), file -> file);
                byte[] content = form.of(Packing.unpack(header, files.get(i), LIMIT_BYTES));
                Path temporary = target.resolveSibling("." + target.getFileName() + "." + tag + ".tmp");
                temporaries.put(target, temporary);
                write(temporary, content);
                bytes += content.length;
            }
            if (temporaries.size() < targets.size()) {
                List<String> missing = new ArrayList<>(targets.keySet());
                headers.forEach(h -> missing.remove(h.role()));
                throw new DamagedException("the result lacks " + String.join(", ", missing));
            }
            complete = true;
            return new ResultFiles(temporaries, bytes);
        } finally {
            if (!complete) {
                new ResultFiles(temporaries, 0).discard();
            }
        }
    }

    /** The folder mostly exists: looking at it for each file would cost a tenth of writing it. */
    private static void write(Path file, byte[] content) throws IOException {
        try {
            Files.write(file, content);
        } catch (NoSuchFileException e) {
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        }
    }

    /** Moves each file to its place, one atomic rename a file. */
    void commit() throws IOException {
        for (Map.Entry<Path, Path> file : temporaryByTarget.entrySet()) {
            Files.move(
                    file.getValue(),
                    file.getKey(),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    void discard() {
        for (Path temporary : temporaryByTarget.values()) {
            deleteQuietly(temporary);
        }
    }

    static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // A leftover temporary file is the lesser harm; the build's own error must stand out.
            file.toFile().deleteOnExit();
        }
    }
}
