package io.jenkins.plugins.distcompile.toolchain;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Asks a tool a short question and returns what it prints on either stream; at most 64 KiB, at most 20 s. */
final class ToolOutput {
    private static final int MAX_BYTES = 64 * 1024;
    private static final long SECONDS = 20;

    private ToolOutput() {}

    static String of(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        CompletableFuture<Process> exit = process.onExit().orTimeout(SECONDS, TimeUnit.SECONDS);
        exit.whenComplete((ended, late) -> {
            if (late != null) {
                process.destroyForcibly();
            }
        });
        try (InputStream in = process.getInputStream()) {
            process.getOutputStream().close();
            String text = new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException(ShellWords.join(command) + " failed with status " + process.exitValue());
            }
            return text;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + command.get(0), e);
        } finally {
            process.destroyForcibly();
        }
    }
}
