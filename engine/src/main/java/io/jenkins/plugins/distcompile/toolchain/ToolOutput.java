package io.jenkins.plugins.distcompile.toolchain;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A short question to a tool, which works on it from {@link #ask} on, and what it prints on either stream; at most
 * 64 KiB, at most 20 s. Several may be under way. To be read once, by one thread.
 */
final class ToolOutput {
    private static final int MAX_BYTES = 64 * 1024;
    private static final long SECONDS = 20;

    private final List<String> command;
    private final Process process;

    private ToolOutput(List<String> command, Process process) {
        this.command = command;
        this.process = process;
    }

    /** Asks and waits for the answer. */
    static String of(List<String> command, Map<String, String> environment) throws IOException {
        return ask(command, environment).text();
    }

    static ToolOutput ask(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("LC_ALL", "C");
        ToolOutput asked = new ToolOutput(command, builder.start());
        asked.limit();
        return asked;
    }

    private void limit() {
        CompletableFuture<Process> exit = process.onExit().orTimeout(SECONDS, TimeUnit.SECONDS);
        exit.whenComplete((ended, late) -> {
            if (late != null) {
                process.destroyForcibly();
            }
        });
    }

    /**
     * Waits for the answer.
     *
     * @throws IOException also when the tool fails
     */
    String text() throws IOException {
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
