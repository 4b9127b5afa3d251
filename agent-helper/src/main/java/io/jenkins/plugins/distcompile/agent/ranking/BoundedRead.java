package io.jenkins.plugins.distcompile.agent.ranking;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Reads a process's stream to its end on another thread and keeps no more than a limit of it: a process that is never
 * read blocks, one that writes for ever must not fill the memory.
 *
 * @param text what was kept, as UTF-8
 * @param complete whether that is all of it
 */
record BoundedRead(String text, boolean complete) {

    /** Ends when the stream does; closing the stream ends it early, with what has come. */
    static CompletableFuture<BoundedRead> start(InputStream in, int limitBytes, Executor readers) {
        return CompletableFuture.supplyAsync(() -> read(in, limitBytes), readers);
    }

    private static BoundedRead read(InputStream in, int limitBytes) {
        byte[] kept = new byte[0];
        boolean complete = false;
        try (in) {
            kept = in.readNBytes(limitBytes);
            complete = in.read() < 0;
            in.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException e) {
            // The process was killed, or the stream closed at the limit: what is kept is all there will be.
            return new BoundedRead(new String(kept, StandardCharsets.UTF_8), complete);
        }
        return new BoundedRead(new String(kept, StandardCharsets.UTF_8), complete);
    }
}
