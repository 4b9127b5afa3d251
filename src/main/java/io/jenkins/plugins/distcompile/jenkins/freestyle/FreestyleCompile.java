package io.jenkins.plugins.distcompile.jenkins.freestyle;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Computer;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.distcompile.jenkins.page.DistCompileAction;
import io.jenkins.plugins.distcompile.jenkins.step.CompileRun;
import io.jenkins.plugins.distcompile.jenkins.step.DistCompileStep;
import io.jenkins.plugins.distcompile.jenkins.step.Outcome;
import io.jenkins.plugins.distcompile.report.Spell;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One compile of a freestyle build, on the build's own thread from beginning to end. */
final class FreestyleCompile {
    private static final Logger LOGGER = Logger.getLogger(FreestyleCompile.class.getName());
    private static final long SOON_MILLIS = 250;
    private static final long SELDOM_MILLIS = 1_000;
    /** How long the build's node may be out of reach before the build gives up. */
    private static final long MOST_TROUBLE_SECONDS = 60;
    /** How long an aborted build waits for its agents to say that they have stopped. */
    private static final long STOP_SECONDS = 15;

    private final DistCompileStep request;
    private final Run<?, ?> run;
    private final TaskListener listener;
    private final CompileRun compile;

    FreestyleCompile(
            DistCompileStep request,
            Run<?, ?> run,
            FilePath workspace,
            EnvVars env,
            Launcher launcher,
            TaskListener listener)
            throws AbortException {
        Computer computer = workspace.toComputer();
        if (computer == null) {
            throw new AbortException("distCompile: the node of this build is offline");
        }
        this.request = request;
        this.run = run;
        this.listener = listener;
        String id = "f" + (run.getActions(DistCompileAction.class).size() + 1);
        compile = new CompileRun(
                id, request, new FreestyleHost(run, computer.getName(), workspace, launcher, env, listener));
    }

    /**
     * Compiles.
     *
     * @throws AbortException when something did not compile, or could not
     * @throws InterruptedException when the build was aborted, after the agents were told to stop
     */
    void perform() throws IOException, InterruptedException {
        boolean started = false;
        boolean done = false;
        try {
            compile.start();
            started = true;
            conclude(await(Long.MAX_VALUE));
            done = true;
        } catch (InterruptedException e) {
            // A dispatcher whose start was cut short may never be there to answer.
            done = started && stop();
            throw e;
        } finally {
            if (!done) {
                compile.close("the build's step has ended");
            }
        }
    }

    private Outcome await(long mostSeconds) throws IOException, InterruptedException {
        long began = System.nanoTime();
        long troubledSince = 0; // 0 = all is well
        while (TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began) < mostSeconds) {
            boolean news = false;
            try {
                Optional<Outcome> outcome = compile.look();
                if (outcome.isPresent()) {
                    return outcome.get();
                }
                news = compile.hasNews();
                troubledSince = 0;
            } catch (AbortException e) {
                throw e;
            } catch (IOException e) {
                long now = System.nanoTime();
                if (troubledSince == 0) {
                    troubledSince = now;
                    say(e.getMessage() + "; trying again");
                } else if (TimeUnit.NANOSECONDS.toSeconds(now - troubledSince) > MOST_TROUBLE_SECONDS) {
                    throw e;
                }
            }
            pause(news ? SOON_MILLIS : SELDOM_MILLIS);
        }
        throw new AbortException("distCompile: the dispatcher has not ended within " + mostSeconds + " s");
    }

    private void say(String warning) {
        listener.getLogger().println("[distCompile] WARNING: " + Spell.plain(warning));
    }

    private synchronized void pause(long millis) throws InterruptedException {
        // Nobody notifies: an interrupt is all that ends it early.
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private void conclude(Outcome outcome) throws AbortException {
        if (!outcome.success() && request.isFailOnError()) {
            throw new AbortException("distCompile: " + outcome.reason());
        }
        if (!outcome.success()) {
            say(outcome.reason());
            run.setResult(Result.UNSTABLE);
        }
    }

    /** True = dispatcher and agents have said that they stopped. A second interrupt does not wait for them. */
    private boolean stop() {
        try {
            compile.cancel("the build was aborted");
            await(STOP_SECONDS);
            return true;
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "aborting " + run);
            return false;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
