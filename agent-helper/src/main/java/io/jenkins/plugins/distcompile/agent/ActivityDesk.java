package io.jenkins.plugins.distcompile.agent;

import io.jenkins.plugins.distcompile.agent.activity.Activity;
import io.jenkins.plugins.distcompile.agent.activity.ActivityMonitor;
import io.jenkins.plugins.distcompile.agent.activity.ActivityPolicy.Judgement;
import io.jenkins.plugins.distcompile.agent.activity.ActivityPolicy.State;
import io.jenkins.plugins.distcompile.agent.activity.ActivityPolicy.Verdict;
import io.jenkins.plugins.distcompile.agent.activity.Blind;
import io.jenkins.plugins.distcompile.agent.activity.PriorityControl;
import io.jenkins.plugins.distcompile.agent.activity.Reaction;
import io.jenkins.plugins.distcompile.agent.activity.Sign;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Watches for activity that is not ours while clients are connected, and lowers our units' priority when the policy says
 * so; bids and hand-backs are its listener's. Looks and renices on the probe thread, the rest is on the event loop.
 */
final class ActivityDesk {
    private static final long CLOSE_SECONDS = 10;

    private final HelperConfig config;
    private final ScheduledExecutorService loop;
    private final ScheduledExecutorService probes;
    private final Consumer<Verdict> listener;

    // Of the probe thread.
    private ActivityMonitor monitor;
    private PriorityControl priority;
    private State state = State.QUIET;
    private String priorityProblem = "";

    // Of the event loop.
    private final Set<Long> running = new HashSet<>();
    private Set<Reaction> reactions = Set.of();
    /** null = no person was ever seen. */
    private Instant personSeen;
    /** null = nobody is connected. */
    private ScheduledFuture<?> tick;

    /** @param listener told on the event loop, after each look while something is in effect, and once when it ends */
    ActivityDesk(
            HelperConfig config,
            ScheduledExecutorService loop,
            ScheduledExecutorService probes,
            Consumer<Verdict> listener) {
        this.config = config;
        this.loop = loop;
        this.probes = probes;
        this.listener = listener;
    }

    /** Looks for the first time, and says what cannot be seen here. */
    void start() {
        probes.execute(() -> {
            boolean processes = reaction(Sign.PROCESSES) != Reaction.IGNORE;
            monitor = ActivityMonitor.forThisHost(processes);
            for (Blind blind : look().blind()) {
                if (reaction(blind.sign()) != Reaction.IGNORE) {
                    config.log.accept("activity: cannot see " + blind.sign().words() + ": " + blind.reason());
                }
            }
        });
    }

    /** Somebody is connected, or nobody is any more. */
    void watch(boolean connected) {
        if (connected && tick == null) {
            tick = probes.scheduleWithFixedDelay(this::tick, 0, config.activityEvery.toMillis(), TimeUnit.MILLISECONDS);
        } else if (!connected && tick != null) {
            tick.cancel(false);
            tick = null;
        }
    }

    /** Seconds since a person last gave a sign; -1 = never seen. */
    long personIdleSeconds() {
        return personSeen == null
                ? -1
                : Math.max(0, Duration.between(personSeen, Instant.now()).toSeconds());
    }

    /** A unit's process lives: it starts at the priority that is in effect. */
    void started(UnitRun unit) {
        List<Long> pids = unit.process.pids();
        running.addAll(pids);
        if (reactions.contains(Reaction.LOWER_PRIORITY)) {
            probes.execute(() -> lower(pids));
        }
    }

    void ended(UnitRun unit) {
        if (unit.process != null) {
            running.removeAll(unit.process.pids());
        }
    }

    /** On the probe thread; a look that fails must not be the last. */
    private void tick() {
        try {
            look();
        } catch (RuntimeException | LinkageError e) {
            problem("cannot look: " + Failures.text(e));
        }
    }

    /** On the probe thread. */
    private Activity look() {
        Activity activity = monitor.sample();
        Judgement judgement = config.activity.judge(state, activity);
        state = judgement.state();
        long idle = activity.personIdleSeconds();
        Instant seen = idle < 0 ? null : activity.at().minusSeconds(idle);
        loop.execute(() -> judged(judgement.verdict(), seen));
        return activity;
    }

    private void judged(Verdict verdict, Instant seen) {
        personSeen = seen;
        boolean changed = !reactions.equals(verdict.reactions());
        boolean lowered = reactions.contains(Reaction.LOWER_PRIORITY);
        reactions = verdict.reactions();
        if (changed) {
            config.log.accept("activity: " + verdict.reason() + words(verdict));
        }
        if (verdict.lowersPriority()) {
            List<Long> all = new ArrayList<>(running);
            probes.execute(() -> lower(all));
        } else if (lowered) {
            probes.execute(() -> problem(priority.restore().orElse("")));
        }
        if (changed || !reactions.isEmpty()) {
            listener.accept(verdict);
        }
    }

    private static String words(Verdict verdict) {
        return verdict.reactions().isEmpty()
                ? ""
                : ": "
                        + String.join(
                                ", ",
                                verdict.reactions().stream()
                                        .map(Reaction::word)
                                        .sorted()
                                        .toList());
    }

    /** On the probe thread. */
    private void lower(List<Long> pids) {
        if (priority == null) {
            priority = PriorityControl.forThisHost("distcompile-"
                    + ProcessHandle.current().pid() + "-" + Integer.toHexString(System.identityHashCode(this)));
        }
        if (!pids.isEmpty()) {
            problem(priority.lower(pids).orElse(""));
        }
    }

    private void problem(String text) {
        if (!text.isEmpty() && !text.equals(priorityProblem)) {
            config.log.accept("activity: " + text);
        }
        priorityProblem = text;
    }

    private Reaction reaction(Sign sign) {
        return config.activity.reactions().getOrDefault(sign, Reaction.IGNORE);
    }

    /** Undoes what was changed on the machine; returns when that is done. Any thread but the helper's own. */
    void close() {
        try {
            probes.submit(() -> {
                        if (monitor != null) {
                            monitor.close();
                        }
                        if (priority != null) {
                            priority.close();
                        }
                    })
                    .get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            config.log.accept("activity: priorities could not be restored within " + CLOSE_SECONDS + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
