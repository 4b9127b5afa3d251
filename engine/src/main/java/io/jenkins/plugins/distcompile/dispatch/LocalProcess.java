package io.jenkins.plugins.distcompile.dispatch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One command run on the client's machine, with what it says kept up to a bound. {@link #run} blocks its thread;
 * {@link #kill} may come from any other.
 */
final class LocalProcess {
    private static final int KEPT_BYTES = 4 << 20;
    private static final long GRACE_MILLIS = 1_000;

    /** @param status exit status; 127 when the program could not be started */
    record End(int status, String output, long nanos) {}

    private final Map<String, String> environment;
    private Process process;
    private boolean killed;

    /** @param environment all of it but {@code PWD}, which is the folder it runs in */
    LocalProcess(Map<String, String> environment) {
        this.environment = environment;
    }

    End run(List<String> command, Path directory) throws InterruptedException {
        long start = System.nanoTime();
        try {
            synchronized (this) {
                if (killed) {
                    return new End(130, "", 0);
                }
                ProcessBuilder builder = new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectInput(ProcessBuilder.Redirect.from(NullDevice.FILE));
                builder.environment().clear();
                builder.environment().putAll(environment);
                // As a shell's cd does: gcc writes it into debug information, here as for agents.
                builder.environment().put("PWD", directory.toString());
                process = builder.start();
            }
            String output = drain(process.getInputStream());
            return new End(process.waitFor(), output, System.nanoTime() - start);
        } catch (IOException e) {
            return new End(127, e.getMessage() + System.lineSeparator(), System.nanoTime() - start);
        }
    }

    private static String drain(InputStream in) throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        long dropped = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            int keep = Math.min(n, KEPT_BYTES - kept.size());
            kept.write(buffer, 0, keep);
            dropped += n - keep;
        }
        String text = kept.toString(StandardCharsets.UTF_8);
        return dropped == 0 ? text : text + "\n[" + dropped + " further bytes left out]\n";
    }

    /** Ends the command and all it started, politely first so that a compiler removes its partial output. */
    void kill() {
        Process victim;
        synchronized (this) {
            killed = true;
            victim = process;
        }
        if (victim == null || !victim.isAlive()) {
            return;
        }
        List<ProcessHandle> children = victim.descendants().toList();
        victim.destroy();
        children.forEach(ProcessHandle::destroy);
        try {
            if (!victim.waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
                victim.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            victim.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
