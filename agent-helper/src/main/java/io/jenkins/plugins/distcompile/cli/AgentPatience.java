package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.report.BuildEvent;
import io.jenkins.plugins.distcompile.schedule.Fallback;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Says so when a build whose agents come as they like has none, and ends one that waits for agents no longer than it
 * was told to. Fed by the build's events on the build's thread.
 */
final class AgentPatience implements Consumer<BuildEvent>, AutoCloseable {
    private static final Duration COMING_LOOK = Duration.ofMillis(250);
    private static final Duration BEFORE_WAITING = Duration.ofSeconds(3);

    private final Fallback fallback;
    private final Duration bidWait;
    private final Duration comingWait;
    private volatile int coming;
    private final Optional<Duration> limit;
    private final Set<String> present = new HashSet<>();
    private final List<Future<?>> alarms = new ArrayList<>();
    private final ScheduledThreadPoolExecutor timer;
    private Consumer<String> notices = text -> {};
    private Consumer<String> stop = reason -> {};
    private final Set<String> needAgents = new HashSet<>();
    private volatile boolean needed; // whether a unit is open that an agent could run
    private boolean ever;

    /**
     * @param bidWait after which the fallback takes units
     * @param comingWait the same while agents are on their way
     * @param limit how long a build that falls back to waiting waits; empty = for ever
     */
    AgentPatience(Fallback fallback, Duration bidWait, Duration comingWait, Optional<Duration> limit) {
        this.fallback = fallback;
        this.bidWait = bidWait;
        this.comingWait = comingWait;
        this.limit = limit;
        this.timer = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "control-patience");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
    }

    /** To be called before the build runs; both are called on a thread of this object. */
    void tell(Consumer<String> noticesTaker, Consumer<String> stopTaker) {
        notices = noticesTaker;
        stop = stopTaker;
    }

    @Override
    public void accept(BuildEvent event) {
        if (event instanceof BuildEvent.Started) {
            alone();
        } else if (event instanceof BuildEvent.UnitPlanned unit && unit.localReason() == null) {
            needAgents.add(unit.unit());
            needed = true;
        } else if (event instanceof BuildEvent.UnitDone unit && needAgents.remove(unit.unit())) {
            needed = !needAgents.isEmpty();
        } else if (event instanceof BuildEvent.AgentVerdict verdict
                && verdict.verdict().equals("bid")) {
            ever = true;
            present.add(verdict.agent());
            quiet();
        } else if (event instanceof BuildEvent.AgentVerdict verdict
                && verdict.verdict().equals("left")) {
            gone(verdict.agent());
        } else if (event instanceof BuildEvent.AgentLost lost) {
            gone(lost.agent());
        } else if (event instanceof BuildEvent.Finished) {
            close();
        }
    }

    /** So many agents are on their way. Any thread. */
    void coming(int agents) {
        coming = agents;
    }

    private void gone(String agent) {
        if (present.remove(agent) && present.isEmpty()) {
            alone();
        }
    }

    private void alone() {
        quiet();
        String who = ever ? "no agent is left" : "no agent has bid";
        switch (fallback) {
            case LOCAL -> afterPatience(() -> notices.accept(who + ": units are compiled here until one bids"));
            case FAIL -> afterPatience(() -> notices.accept(who + ": units that need one fail"));
            case WAIT -> {
                String most = limit.map(time -> ", at most " + shown(time)).orElse("");
                after(
                        limit.filter(time -> time.compareTo(BEFORE_WAITING) < 0).orElse(BEFORE_WAITING),
                        () -> notices.accept(who + ": the build waits for one" + most));
                limit.ifPresent(
                        time -> after(time, () -> stop.accept(who + " within " + shown(time) + " (waitForAgents)")));
            }
        }
    }

    private static String shown(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    /** When the fallback comes: later while agents are on their way. */
    private void afterPatience(Runnable alarm) {
        long latest = System.nanoTime() + comingWait.toNanos();
        after(bidWait, () -> unlessComing(latest, alarm));
    }

    private void unlessComing(long latest, Runnable alarm) {
        if (coming > 0 && System.nanoTime() - latest < 0) {
            after(COMING_LOOK, () -> unlessComing(latest, alarm));
        } else {
            alarm.run();
        }
    }

    private synchronized void after(Duration time, Runnable alarm) {
        if (!timer.isShutdown()) {
            Runnable ifNeeded = () -> {
                if (needed) {
                    alarm.run();
                }
            };
            alarms.add(timer.schedule(ifNeeded, time.toNanos(), TimeUnit.NANOSECONDS));
        }
    }

    private synchronized void quiet() {
        alarms.forEach(alarm -> alarm.cancel(false));
        alarms.clear();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
