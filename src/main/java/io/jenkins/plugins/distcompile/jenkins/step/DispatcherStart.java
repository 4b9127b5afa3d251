package io.jenkins.plugins.distcompile.jenkins.step;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import io.jenkins.plugins.distcompile.jenkins.pool.HelperProgram;
import io.jenkins.plugins.distcompile.jenkins.pool.LogTail;
import io.jenkins.plugins.distcompile.jenkins.pool.TimeLimit;
import java.io.IOException;
import java.util.List;

/** Starts the dispatcher on the build's node, where it lives on without us. Doing it twice starts one. */
final class DispatcherStart {
    private static final long MILLIS = 90_000;
    /** Of {@code dispatch --probe}: nothing listens where the dispatcher does. */
    private static final int NOTHING_THERE = 3;

    private DispatcherStart() {}

    /**
     * Whether a dispatcher that was there is so no more. One that is busy, or that nobody can ask, is not gone.
     *
     * @throws IOException when the node cannot be reached
     */
    static boolean isGone(HelperProgram program, FilePath control, Launcher launcher)
            throws IOException, InterruptedException {
        return launcher.launch()
                        .cmds(program.smallCommand(List.of("dispatch", control.getRemote(), "--probe")))
                        .quiet(true)
                        .join()
                == NOTHING_THERE;
    }

    /**
     * Waits until the dispatcher is ready.
     *
     * @throws AbortException with its own words, when it cannot work
     */
    static void run(HelperProgram program, FilePath control, FilePath folder, Launcher launcher, EnvVars environment)
            throws IOException, InterruptedException {
        LogTail said = new LogTail();
        int status;
        TimeLimit limit = TimeLimit.ofMillis(MILLIS);
        try (limit) {
            status = launcher.launch()
                    .cmds(program.command("dispatch", control.getRemote(), "--detach"))
                    .envs(environment)
                    .pwd(folder)
                    .quiet(true)
                    .stdout(said)
                    .stderr(said)
                    .join();
        } catch (InterruptedException e) {
            if (limit.struck()) {
                throw new AbortException("the dispatcher was not ready within " + MILLIS / 1_000 + " seconds");
            }
            throw e;
        }
        if (status != 0) {
            String words = said.text().isEmpty() ? "exit status " + status : said.text();
            throw new AbortException("distCompile cannot start: " + withoutFile(words, control.getRemote()));
        }
    }

    /** The author of a build wrote parameters and knows nothing of the file in which they reach the dispatcher. */
    static String withoutFile(String words, String control) {
        String prefix = "distcompile: " + control;
        int end = words.indexOf(": ", prefix.length());
        boolean named =
                words.startsWith(prefix) && end >= 0 && words.substring(0, end).endsWith("options.json");
        return named ? words.substring(end + 2) : words;
    }
}
