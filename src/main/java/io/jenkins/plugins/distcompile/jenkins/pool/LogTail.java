package io.jenkins.plugins.distcompile.jenkins.pool;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the end of what a process writes to its log; never blocks. Thread-safe. */
public final class LogTail extends OutputStream {
    private static final int KEPT = 4096;

    private final byte[] ring = new byte[KEPT];
    private long written;

    @Override
    public synchronized void write(int b) {
        ring[(int) (written++ % KEPT)] = (byte) b;
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
        for (int i = Math.max(from, from + length - KEPT); i < from + length; i++) {
            write(bytes[i]);
        }
    }

    /** All that is kept, without control characters but line ends. */
    public synchronized String text() {
        int length = (int) Math.min(written, KEPT);
        byte[] kept = new byte[length];
        for (int i = 0; i < length; i++) {
            kept[i] = ring[(int) ((written - length + i) % KEPT)];
        }
        return new String(kept, StandardCharsets.UTF_8)
                .replace("\r\n", "\n")
                .replaceAll("[\\p{Cntrl}&&[^\n]]", " ")
                .strip();
    }

    /** Its last line that says something, without control characters; empty = it said nothing. */
    public String lastLine() {
        return text().lines()
                .filter(line -> !line.isBlank())
                .reduce("", (last, line) -> line)
                .strip();
    }
}
