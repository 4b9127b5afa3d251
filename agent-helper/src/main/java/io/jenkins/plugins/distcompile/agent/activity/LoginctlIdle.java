package io.jenkins.plugins.distcompile.agent.activity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks {@code loginctl show-session}; started only where a graphical session exists. */
final class LoginctlIdle implements SessionIdle {
    private static final int LIMIT_SECONDS = 2;
    private static final Pattern HINT = Pattern.compile("(?m)^IdleHint=(yes|no)$");
    /** Microseconds since 1970; 0 = never idle. */
    private static final Pattern SINCE = Pattern.compile("(?m)^IdleSinceHint=(\\d{1,17})$");

    private final String program;

    LoginctlIdle(String program) {
        this.program = program;
    }

    @Override
    public Optional<Instant> lastActive(String session, Instant now) {
        if (!session.matches("[A-Za-z0-9]{1,32}")) {
            return Optional.empty();
        }
        Process process = null;
        try {
            process = new ProcessBuilder(
                            program, "show-session", session, "--property=IdleHint", "--property=IdleSinceHint")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            // A few lines fit in the pipe, so waiting before reading cannot block the program.
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                return Optional.empty();
            }
            return parse(new String(process.getInputStream().readNBytes(4_096), StandardCharsets.UTF_8), now);
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            if (process != null) {
                process.destroyForcibly();
            }
        }
    }

    static Optional<Instant> parse(String answer, Instant now) {
        Matcher hint = HINT.matcher(answer);
        Matcher since = SINCE.matcher(answer);
        if (!hint.find()) {
            return Optional.empty();
        }
        if (hint.group(1).equals("no")) {
            return Optional.of(now);
        }
        return since.find() && !since.group(1).equals("0")
                ? Optional.of(Instant.EPOCH.plusMillis(Long.parseLong(since.group(1)) / 1_000))
                : Optional.empty();
    }
}
