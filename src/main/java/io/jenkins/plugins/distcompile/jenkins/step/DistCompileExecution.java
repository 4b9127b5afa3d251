package io.jenkins.plugins.distcompile.jenkins.step;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.distcompile.jenkins.pool.CompileThreads;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.util.SystemProperties;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * A running {@code distCompile}. Holds no thread: it looks at its dispatcher now and then, on threads of its own. What is
 * not transient is kept with the Pipeline, and enough to find the dispatcher again after a restart of the controller.
 */
public final class DistCompileExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    private static final Logger LOGGER = Logger.getLogger(DistCompileExecution.class.getName());
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long STOP_MILLIS = 20_000;
    private static final int TROUBLED_SECONDS = 300;

    private final DistCompileStep request;
    private final String id = String.format(Locale.ROOT, "%012x", RANDOM.nextLong() & 0xffff_ffff_ffffL);
    private String nodeName; // null = not started yet
    private String folder; // null = not started yet
    /** Whether the dispatcher was started. */
    private volatile boolean launched;
    /** Why somebody stopped it; null = nobody did. */
    private volatile Throwable stopCause;

    private transient volatile CompileRun compile; // null = none in this life of the controller
    private transient volatile boolean ended;
    private transient Future<?> next; // guarded by this
    private transient boolean looking; // guarded by this
    private transient PollPause pause; // guarded by the looks being one at a time; null = none yet
    private transient long troubledSince; // nano time; 0 = all is well

    DistCompileExecution(StepContext context, DistCompileStep request) {
        super(context);
        this.request = request;
    }

    @Override
    public boolean start() throws Exception {
        FilePath here = getContext().get(FilePath.class);
        Computer computer = here.toComputer();
        if (computer == null) {
            throw new AbortException("distCompile: the node of this build is offline");
        }
        nodeName = computer.getName();
        folder = here.getRemote();
        schedule(0);
        return false;
    }

    @Override
    public void onResume() {
        compile = null;
        pause = null;
        schedule(0);
        if (stopCause != null) {
            cancelSoon(stopCause);
        }
    }

    /** One look, on a thread of the pool; the next is arranged when it is over. */
    private void look() {
        synchronized (this) {
            if (looking || ended) {
                return;
            }
            looking = true;
        }
        boolean news = false;
        try {
            CompileRun run = compile();
            if (launched) {
                Optional<Outcome> outcome = run.look();
                outcome.ifPresent(this::conclude);
                news = run.hasNews();
            } else if (stopCause == null) {
                run.start();
                launched = true;
                news = true;
                getContext().saveState();
                if (stopCause != null && !ended) {
                    cancel(); // whoever stopped it meanwhile found nothing to cancel yet
                }
            } else {
                fail(stopCause);
            }
            troubledSince = 0;
        } catch (AbortException e) {
            fail(e);
        } catch (AgentAwayException e) {
            away();
        } catch (IOException e) {
            trouble(e);
        } catch (InterruptedException e) {
            LOGGER.log(Level.FINE, "look at " + id + " interrupted", e);
        } catch (RuntimeException | Error e) {
            // An error, too, would come again with every further look.
            LOGGER.log(Level.WARNING, "look at distCompile " + id, e);
            fail(e);
        } finally {
            synchronized (this) {
                looking = false;
            }
            if (!ended) {
                if (pause == null) {
                    pause = new PollPause();
                }
                schedule(pause.next(news));
            }
        }
    }

    private CompileRun compile() throws IOException, InterruptedException {
        CompileRun run = compile;
        if (run == null) {
            Run<?, ?> build = getContext().get(Run.class);
            run = new CompileRun(id, request, new StepHost(getContext(), build, nodeName, folder));
            compile = run;
        }
        return run;
    }

    private synchronized void schedule(long millis) {
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        if (ended || jenkins == null || jenkins.isTerminating()) {
            return; // it goes on after the restart
        }
        if (next != null) {
            next.cancel(false);
        }
        next = CompileThreads.schedule(this::look, millis);
    }

    private void conclude(Outcome outcome) {
        Throwable cause = stopCause;
        if (cause != null) {
            fail(cause);
        } else if (outcome.success() || !request.isFailOnError()) {
            if (end()) {
                getContext().onSuccess(outcome.result());
            }
        } else {
            fail(new AbortException("distCompile: " + outcome.reason()));
        }
    }

    /** The node cannot be reached: it may come back. One that is no longer configured is waited for a while. */
    private void away() {
        long seconds = troubledSeconds();
        if (stopCause != null) {
            fail(stopCause);
        } else if (Jenkins.get().getComputer(nodeName) == null && seconds > removedSeconds()) {
            fail(new FlowInterruptedException(Result.ABORTED, false, new AgentGone(nodeName)));
        }
    }

    private void trouble(IOException e) {
        LOGGER.log(Level.FINE, "look at " + id, e);
        CompileRun run = compile;
        boolean first = troubledSince == 0;
        if (!launched || troubledSeconds() > TROUBLED_SECONDS) {
            fail(e);
        } else if (first && run != null) {
            run.say("WARNING: " + e.getMessage() + "; trying again");
        }
    }

    private long troubledSeconds() {
        if (troubledSince == 0) {
            troubledSince = System.nanoTime();
        }
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - troubledSince);
    }

    private static int removedSeconds() {
        return SystemProperties.getInteger(DistCompileExecution.class.getName() + ".REMOVED_SECONDS", 300);
    }

    @Override
    public void stop(Throwable cause) throws Exception {
        boolean again = stopCause != null;
        stopCause = cause;
        if (again || nodeName == null) {
            fail(cause);
            return;
        }
        getContext().saveState();
        cancelSoon(cause);
    }

    private void cancelSoon(Throwable cause) {
        CompileThreads.schedule(this::cancel, 0);
        CompileThreads.schedule(() -> fail(cause), STOP_MILLIS);
    }

    private void cancel() {
        try {
            if (launched) {
                compile().cancel("the step was stopped");
                schedule(PollPause.SHORTEST_MILLIS);
            }
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "cannot stop the dispatcher of " + id, e);
            fail(stopCause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void fail(Throwable cause) {
        if (end()) {
            CompileRun run = compile;
            if (run != null) {
                // A dispatcher whose folder is gone ends, with its helpers.
                CompileThreads.schedule(() -> run.close("the step has ended"), 0);
            }
            getContext().onFailure(cause);
        }
    }

    /** True once. */
    private synchronized boolean end() {
        if (ended) {
            return false;
        }
        ended = true;
        if (next != null) {
            next.cancel(false);
        }
        return true;
    }

    @Override
    public String getStatus() {
        CompileRun run = compile;
        return !launched ? "starting the dispatcher" : run == null ? "looking for the dispatcher" : run.progress();
    }
}
