package io.jenkins.plugins.distcompile.history;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;

/** What is wrong with a history file: damage, a disk that refuses, or that it is no history at all. */
final class HistoryTrouble {
    /** MVStore begins each of its two headers with this; they are a block apart. */
    private static final String HEADER = "H:";

    private static final int BLOCK = 4096;

    private HistoryTrouble() {}

    /** Whether the file itself is fine, and it was the disk that would not take what was written. */
    static boolean isUnwritable(Throwable e) {
        for (Throwable each = e; each != null; each = each.getCause()) {
            if (each instanceof MVStoreException store && store.getErrorCode() == DataUtils.ERROR_WRITING_FAILED) {
                return true;
            }
        }
        return false;
    }

    /** In words: of the system's own, where it was the system that said no. */
    static String reason(Throwable e) {
        for (Throwable each = e; each != null; each = each.getCause()) {
            if (each instanceof AccessDeniedException) {
                return "permission denied";
            }
            if (each instanceof EOFException) {
                return "it ends too early";
            }
            if (each instanceof IOException && each.getMessage() != null) {
                return each.getMessage();
            }
        }
        String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
        return first.replaceFirst(" \\[[0-9./]+]$", "");
    }

    /** Whether to open it would be to take another program's file for a damaged history. */
    static boolean isForeign(Path file) {
        if (file.toString().endsWith(".mv") || !Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            String begin = new String(in.readNBytes(2 * BLOCK), java.nio.charset.StandardCharsets.ISO_8859_1);
            return !begin.isEmpty() && !begin.startsWith(HEADER) && !begin.startsWith(HEADER, BLOCK);
        } catch (IOException e) {
            return false; // whoever opens it will say why it cannot be read
        }
    }
}
