package io.jenkins.plugins.distcompile.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** A command of the user's as a child of this process, with its standard streams, in its process group and on its terminal. */
final class CommandProcess {
    /** Ctrl-C has reached it, too, if it came from the terminal. */
    private static final long BY_ITSELF_MILLIS = 500;

    private static final long GRACE_MILLIS = 3_000;
    private static final int NOT_FOUND = 127;

    private final Process process;

    private CommandProcess(Process process) {
        this.process = process;
    }

    /**
     * @param environment all of it
     * @param toErr whether its standard output is to go where its errors go
     * @throws UserError if there is no such program
     */
    static CommandProcess start(List<String> command, Map<String, String> environment, boolean toErr) {
        List<String> words = new ArrayList<>();
        if (toErr) { // Java cannot join them the other way round
            words.addAll(List.of("/bin/sh", "-c", "exec \"$@\" >&2", "distcompile"));
        }
        words.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(words).inheritIO();
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return new CommandProcess(builder.start());
        } catch (IOException e) {
            // What the JDK says ends with the system's own words.
            String why = Reason.of(e).replaceFirst(".*error=\\d+, ", "");
            throw new UserError(NOT_FOUND, "cannot start " + command.get(0) + ": " + why);
        }
    }

    /** @param ended told its exit status, 128 + the signal that ended it, on any thread */
    void onExit(IntConsumer ended) {
        process.onExit().thenAccept(process -> ended.accept(process.exitValue()));
    }

    int status() throws InterruptedException {
        return process.waitFor();
    }

    /** Ends it and all that it has started, unless it ends by itself at once; returns when it has. */
    void end() {
        try {
            if (process.waitFor(BY_ITSELF_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
            List<ProcessHandle> family = new ArrayList<>(process.descendants().toList());
            process.destroy(); // first: what it starts in place of the others would be missed
            family.forEach(ProcessHandle::destroy);
            if (!process.waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
                family.addAll(process.descendants().toList());
                process.destroyForcibly();
                family.forEach(ProcessHandle::destroyForcibly);
                process.waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
