package io.jenkins.plugins.distcompile.agent;

import java.nio.file.Path;
import java.util.Locale;

/** How a full disk shows: in an exception, in what a compiler says, and how we name it. */
final class DiskFull {

    private static final String START = "disk of ";
    /** No unit fills so much. */
    private static final long PLENTY_BYTES = 1024 * Bytes.MIB;

    private DiskFull() {}

    /** The reason under which a unit fails, and under which the helper declines until there is room again. */
    static String reason(Path folder, long freeBytes) {
        return START + folder + " is full: " + Bytes.text(freeBytes) + " free";
    }

    /**
     * Why a compiler failed without a word: its words did not fit either, and since then it has removed what filled the
     * disk; or, where there is much room, we do not know.
     */
    static String silentFailure(Path folder, long freeBytes, int exit) {
        String silence = "exit status " + exit + " without a word";
        return freeBytes < PLENTY_BYTES
                ? START + folder + " was probably full: " + silence + ", " + Bytes.text(freeBytes) + " free now"
                : "the compiler failed with " + silence;
    }

    static boolean isReason(String text) {
        return text.startsWith(START);
    }

    static boolean isNamedBy(Exception e) {
        return isNamedIn(String.valueOf(e.getMessage()));
    }

    /** strerror(3) of ENOSPC and EDQUOT, and Windows' text. */
    static boolean isNamedIn(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.contains("no space left on device")
                || lower.contains("disk quota exceeded")
                || lower.contains("not enough space on the disk");
    }
}
