package io.jenkins.plugins.distcompile.schedule;

import io.jenkins.plugins.distcompile.schedule.Event.Copy;
import io.jenkins.plugins.distcompile.schedule.UnitState.Phase;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides what runs where: events in, decisions out. A pure state machine without clock, threads or I/O: the same events give
 * the same decisions. Not thread-safe; the dispatcher, the simulator and the tests each drive it from one thread.
 *
 * <p>Each unit ends in exactly one {@link Decision.Accept} or {@link Decision.Fail}; {@link Decision.Finish} is the last
 * decision of a build, and later events change nothing.
 */
public final class Scheduler {
    private static final int MOST_SLOTS = 4096;

    private final Build build;
    private final Matcher matcher;
    private final Redundancy redundancy;

    /**
     * @param units index = place in the list
     * @throws IllegalArgumentException when units wait for each other in a circle
     */
    public Scheduler(SchedulerConfig config, List<UnitFacts> units) {
        this(new Build(config, List.copyOf(units), false));
    }

    private Scheduler(Build build) {
        this.build = build;
        redundancy = new Redundancy(build);
        matcher = new Matcher(build, redundancy);
    }

    /**
     * Of a plan to which units come by {@link Event.UnitsAdded}, in the order of their indexes, until {@link Event.PlanClosed}.
     * A unit that fails stops nobody else.
     */
    public static Scheduler open(SchedulerConfig config) {
        return new Scheduler(new Build(config.withKeepGoing(true), List.of(), true));
    }

    /**
     * What is known of this machine's speed relative to the reference machine, before the build; without it the pool's
     * typical speed is taken until something has run here.
     */
    public void thisMachine(double speed) {
        build.speeds.offer(Build.HERE, speed);
    }

    /**
     * The fastest agent of earlier builds, which knew as many as there are now: a slot about as fast need not wait for what
     * the others bid.
     */
    public void fastestKnown(double speed) {
        build.fastestKnown = speed;
    }

    /**
     * Takes one event. Events should come in order of time; one that is late counts as of now.
     *
     * @return what is to be done, in this order
     */
    public List<Decision> on(Event event) {
        if (build.finished) {
            return List.of();
        }
        build.out = new ArrayList<>();
        build.now = Math.max(build.now, event.atNanos());
        boolean changed = !isPlainSignOfLife(event);
        handle(event);
        if (build.timers.runDue(build.now) || changed) {
            pump();
        }
        return build.out;
    }

    /** When a {@link Event.Tick} must come at the latest; {@code Long.MAX_VALUE} = no need. */
    public long nextDeadlineNanos() {
        return build.finished ? Long.MAX_VALUE : build.timers.next();
    }

    /** Rank, slack and reasons of each unit; immutable. */
    public CriticalPath criticalPath() {
        return build.path;
    }

    /** How far the build is; linear in agents. */
    public Progress progress() {
        return Snapshot.of(build);
    }

    /** What more agents would be of use for. */
    public Demand demand() {
        return build.pool.asked();
    }

    int freeSlots() {
        return build.agents.freeSlots;
    }

    /** Agents, units and copies looked at so far: what the events have cost, free of any clock. */
    public long steps() {
        return build.steps;
    }

    private void pump() {
        if (!build.started || build.finished) {
            return;
        }
        build.pool.before();
        stopWhenFailed();
        build.trial.look();
        build.agents.freshen();
        build.local.pump();
        matcher.match();
        // a match frees room to prepare further units
        build.local.pump();
        redundancy.fill();
        stopWhenFailed();
        if (build.units.allSettled() && build.plan == null) {
            int notTried = build.units.notTried();
            int failed = build.units.count(Phase.FAILED) - notTried;
            finish(failed + notTried == 0, conclusion(failed, notTried));
        } else if (build.units.allSettled() && !build.plan.isOpen()) {
            finish(build.plan.success(), build.plan.reason());
        } else {
            build.pool.after();
        }
    }

    private static String conclusion(int failed, int notTried) {
        if (failed + notTried == 0) {
            return "all units are done";
        }
        String text = failed == 1 ? "1 unit failed" : failed + " units failed";
        return notTried == 0 ? text : text + ", " + notTried + " not tried";
    }

    private void stopWhenFailed() {
        if (!build.config.keepGoing() && build.units.count(Phase.FAILED) > 0) {
            build.units.failTheRest("not tried: another unit failed");
        }
    }

    private void finish(boolean success, String reason) {
        build.finished = true;
        build.pool.releaseEverything();
        build.timers.clear();
        build.decide(new Decision.Finish(success, reason));
    }

    /** From an agent in good standing: nothing follows from it, and there is one for each agent and heartbeat. */
    private boolean isPlainSignOfLife(Event event) {
        return event instanceof Event.CopyWorked
                || event instanceof Event.AgentHeard e && build.agents.named(e.agent()).link == AgentState.Link.UP;
    }

    private void handle(Event event) {
        if (event instanceof Event.Started) {
            build.started = true;
            build.startedAt = build.now;
            build.units.releaseUnblocked();
            build.watch.start();
        } else if (event instanceof Event.AgentConnected e) {
            connected(build.agents.named(e.agent()));
        } else if (event instanceof Event.AgentsComing e) {
            build.pool.coming(e.agents(), e.waitNanos());
        } else if (event instanceof Event.BidArrived e) {
            bid(build.agents.named(e.agent()), e.offer());
        } else if (event instanceof Event.RankChanged e) {
            AgentState agent = build.agents.named(e.agent());
            build.liveness.heard(agent);
            if (agent.offer != null) {
                agent.offer = agent.offer.withRank(e.rank());
                build.agents.update(agent);
            }
        } else if (event instanceof Event.LinkMeasured e) {
            AgentState agent = build.agents.named(e.agent());
            if (agent.offer != null) {
                agent.offer = agent.offer.withRate(e.bitsPerSecond());
                build.agents.update(agent);
            }
        } else if (event instanceof Event.Declined e) {
            AgentState agent = build.agents.named(e.agent());
            build.liveness.heard(agent);
            agent.declined = agent.slots == 0;
            build.agents.answers(agent);
        } else if (event instanceof Event.AgentGone e) {
            build.liveness.gone(build.agents.named(e.agent()), e.reason());
        } else if (event instanceof Event.AgentHeard e) {
            build.liveness.heard(build.agents.named(e.agent()));
        } else if (event instanceof Event.SlotsWithdrawn e) {
            withdrawn(e);
        } else if (event instanceof Event.Prepared e) {
            prepared(e);
        } else if (event instanceof Event.NotPreparable e) {
            UnitState unit = build.units.get(e.unit());
            if (unit.phase == Phase.PREPARING) {
                build.units.runHere(unit, e.reason(), false);
            }
        } else if (event instanceof Event.CopyStarted e) {
            AgentState agent = build.agents.named(e.agent());
            build.liveness.heard(agent);
            CopyState copy = agent.copies.get(e.copy());
            if (copy != null) {
                build.copies.started(copy, e.agoNanos());
            }
        } else if (event instanceof Event.CopyWorked e) {
            build.copies.worked(build.agents.named(e.agent()).copies.get(e.copy()), e.cpuNanos());
        } else if (event instanceof Event.CopyEnded e) {
            copyEnded(e);
        } else if (event instanceof Event.LocalEnded e) {
            localEnded(e);
        } else if (event instanceof Event.UnitsAdded e) {
            e.units().forEach(build.plan::add);
        } else if (event instanceof Event.Unwanted e) {
            build.plan.unwanted(e.unit(), e.reason());
        } else if (event instanceof Event.PlanClosed e) {
            build.plan.close(e.success(), e.reason());
        } else if (event instanceof Event.Aborted e) {
            build.units.failTheRest("aborted: " + e.reason());
            finish(false, "aborted: " + e.reason());
        }
    }

    private void connected(AgentState agent) {
        if (agent.link == AgentState.Link.GONE) {
            agent.link = AgentState.Link.UP;
        }
        agent.declined = false;
        agent.announced = false;
        build.liveness.heard(agent);
        build.agents.answers(agent);
        build.pool.connected(agent);
    }

    private void bid(AgentState agent, Offer offer) {
        if (agent.link == AgentState.Link.GONE) {
            connected(agent);
        }
        build.liveness.heard(agent);
        if (agent.offer == null) {
            agent.bidOrder = build.bids++;
        }
        build.agents.offered(agent, offer);
        agent.declined = false;
        agent.slots = Math.min(MOST_SLOTS, agent.slots + offer.slots());
        agent.lastAward = build.awards;
        build.pool.hasBid();
        agent.learnt = build.speeds.offer(agent.name, offer.speed());
        build.agents.version++;
        build.agents.update(agent);
        build.liveness.expect(agent);
    }

    private void withdrawn(Event.SlotsWithdrawn e) {
        AgentState agent = build.agents.named(e.agent());
        build.liveness.heard(agent);
        agent.slots = Math.max(0, agent.slots - e.slots());
        for (Copy copy : e.handedBack()) {
            CopyState state = agent.copies.get(copy);
            if (state != null) {
                build.copies.ended(state);
                build.copies.lost(state, "handed back: " + e.reason(), false);
            }
        }
        build.pool.slotsLost();
        build.agents.update(agent);
    }

    private void prepared(Event.Prepared e) {
        build.local.prepared(e.workNanos());
        UnitState unit = build.units.get(e.unit());
        if (unit.phase != Phase.PREPARING) {
            build.decide(new Decision.Discard(e.unit()));
            return;
        }
        unit.prepared = true;
        unit.textBytes = Math.max(0, e.textBytes());
        unit.wireBytes = Math.max(0, e.wireBytes());
        build.units.predictAnew(unit);
        build.keepHere.prepared(unit, (e.workNanos() < 0 ? build.now - unit.preparingSince : e.workNanos()) / 1e9);
        build.units.enter(unit, Phase.WAITING);
    }

    private void copyEnded(Event.CopyEnded e) {
        AgentState agent = build.agents.named(e.agent());
        build.liveness.heard(agent);
        UnitState unit = build.units.get(e.copy().unit());
        CopyState copy = agent.copies.get(e.copy());
        boolean wanted = copy != null && !copy.cancelled;
        boolean tried = build.trial.ended(copy);
        if (copy != null) {
            build.turnaround.ended(copy, e.runNanos(), build.now);
            build.copies.ended(copy);
        }
        if (e.ending() == Event.Ending.SUCCEEDED) {
            learn(agent, unit, e.runNanos(), tried);
        }
        build.agents.update(agent);
        switch (e.ending()) {
            case SUCCEEDED -> {
                // also from a copy that was given up: the first good result wins
                if (!unit.settled()) {
                    acceptFrom(unit, e);
                }
            }
            case UNIT_FAILED -> unitFailed(unit, agent);
            case AGENT_FAULT -> {
                if (wanted && !unit.settled()) {
                    build.agents.fault(agent);
                    build.copies.lost(copy, e.reason(), true);
                }
            }
            case REFUSED -> {
                unit.refused.add(agent.name);
                if (wanted) {
                    build.copies.lost(copy, "refused: " + e.reason(), false);
                }
            }
            case CANCELLED -> {
                if (wanted) {
                    build.copies.lost(copy, "given up by the agent: " + e.reason(), false);
                }
            }
        }
    }

    private void learn(AgentState agent, UnitState unit, long runNanos, boolean tried) {
        agent.breaker.success();
        agent.lastResultAt = build.now;
        build.texts.ran(unit, runNanos / 1e9 * build.agents.speed(agent) / build.speeds.scale());
        if (tried) {
            build.trial.ran(agent, unit, runNanos / 1e9);
        } else {
            build.speeds.observe(agent.name, unit.workSeconds, unit.uncertainty, runNanos / 1e9);
        }
        build.rescue.repredict(agent);
    }

    private void acceptFrom(UnitState unit, Event.CopyEnded e) {
        for (String liar : unit.saidNo) {
            build.agents.fault(build.agents.named(liar));
        }
        build.copies.lostRace(unit, e.agent(), e.runNanos() / 1e9);
        build.units.accept(unit, e.copy(), e.agent());
    }

    /** Not believed until a run here has said the same. */
    private void unitFailed(UnitState unit, AgentState agent) {
        if (unit.settled()) {
            return;
        }
        unit.saidNo.add(agent.name);
        unit.avoided.add(agent.name);
        if (unit.runningHere) {
            unit.confirming = true;
        } else {
            build.units.runHere(unit, "confirms the compiler's verdict on " + agent.name, true);
        }
    }

    private void localEnded(Event.LocalEnded e) {
        UnitState unit = build.units.get(e.unit());
        if (!unit.runningHere) {
            return;
        }
        build.local.ended(unit);
        if (!e.success()) {
            build.units.fail(unit, "it fails on this machine");
            return;
        }
        // What a plan keeps here are generators, archives and links: their times say nothing of compiles.
        if (unit.facts.remote() || !build.anyRemote) {
            build.speeds.observe(Build.HERE, unit.workSeconds, unit.uncertainty, e.runNanos() / 1e9);
        }
        for (String liar : unit.saidNo) {
            build.agents.fault(build.agents.named(liar));
        }
        build.copies.lostRace(unit, Build.HERE, e.runNanos() / 1e9);
        build.units.accept(unit, null, null);
    }
}
