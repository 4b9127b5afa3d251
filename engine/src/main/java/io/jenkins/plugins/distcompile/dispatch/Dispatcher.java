package io.jenkins.plugins.distcompile.dispatch;

import io.jenkins.plugins.distcompile.link.Opening;
import io.jenkins.plugins.distcompile.protocol.Message;
import io.jenkins.plugins.distcompile.protocol.Message.Outcome;
import io.jenkins.plugins.distcompile.ranking.BuildRankings;
import io.jenkins.plugins.distcompile.report.BuildEvent;
import io.jenkins.plugins.distcompile.schedule.Decision;
import io.jenkins.plugins.distcompile.schedule.Demand;
import io.jenkins.plugins.distcompile.schedule.Event;
import io.jenkins.plugins.distcompile.schedule.Event.Copy;
import io.jenkins.plugins.distcompile.schedule.Event.Ending;
import io.jenkins.plugins.distcompile.schedule.Scheduler;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The shell round the {@link Scheduler}: turns messages, finished processes and time into its events and carries out
 * its decisions. All state lives on the thread that calls {@link #run}; links, workers and {@link #abort} only post.
 */
public final class Dispatcher {
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** Leases last seconds; looking through hundreds of agents after each message would cost more than the message. */
    private static final long RENEW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** A lease that begins when an overdue slot falls free has no end; helpers take limits of up to a week. */
    private static final long LONGEST_LIMIT_MILLIS = TimeUnit.DAYS.toMillis(1);

    private final BuildPlan plan;
    private final List<AgentSource> sources;
    private final BuildOptions options;
    private final Journal journal;
    private final AgentRanks ranks;
    private final Scheduler scheduler;
    private final EventLoop loop = new EventLoop();
    private final Map<String, AgentSource> sourceByAgent = new HashMap<>();
    private final Map<String, AgentSession> sessions = new HashMap<>();
    /** Agents that said goodbye and have not come back: that they cannot be reached is no news. */
    private final Set<String> left = new HashSet<>();

    private final Arrivals arrivals = new Arrivals();
    private final AgentPool pool = new AgentPool(loop, arrivals);
    private final QuickLinks quickLinks;
    private final SlowLinks slowLinks;
    private final SecondLinks secondLinks = new SecondLinks(arrivals);
    private final UnitIntake intake; // null = the plan is closed
    private OpenList openList; // null = the list is closed but for join
    private LocalWork localWork;
    private UnitsAtHand units;
    private Decision.Finish finish;
    private long renewedNanos = now();

    /**
     * @param sources the distribution list; may be empty: then everything runs here
     * @param events told on the thread that calls {@link #run}; must not block for long
     */
    public Dispatcher(BuildPlan plan, List<AgentSource> sources, BuildOptions options, Consumer<BuildEvent> events) {
        this(plan, sources, options, BuildRankings.none(), events);
    }

    /** With ranking utilities; {@code rankings} belongs to the build's thread until {@link #run} has returned. */
    public Dispatcher(
            BuildPlan plan,
            List<AgentSource> sources,
            BuildOptions options,
            BuildRankings rankings,
            Consumer<BuildEvent> events) {
        this.plan = plan;
        this.sources = List.copyOf(sources);
        this.options = options;
        this.quickLinks = new QuickLinks(this.sources, sourceByAgent, sessions);
        this.journal = new Journal(plan, events);
        this.ranks = new AgentRanks(rankings, plan.memory(), journal, this::tell);
        this.slowLinks = new SlowLinks(options.minBitsPerSecond(), sessions, journal, this::tell, ranks::bid);
        this.intake = plan.isOpen() ? new UnitIntake(plan, journal, loop, this::tell) : null;
        this.scheduler = plan.isOpen()
                ? Scheduler.open(options.scheduling())
                : new Scheduler(options.scheduling(), plan.facts());
        plan.memory().learntSpeed(options.clientName()).ifPresent(scheduler::thisMachine);
        plan.memory().fastestOf(sources.size(), options.clientName()).ifPresent(scheduler::fastestKnown);
    }

    /**
     * Runs the build to its end. To be called once.
     *
     * @return whether every unit has its result
     * @throws InterruptedException if the calling thread is interrupted; everything has been stopped by then
     */
    public boolean run() throws InterruptedException {
        localWork = new LocalWork(options, plan.environment(), loop, new LocalListener());
        Consumer<String> unwritable = intake == null ? this::unwritable : null;
        units = new UnitsAtHand(plan, journal, new StagedResults(loop, options.buildId(), unwritable), intake);
        try {
            journal.started(options, scheduler.criticalPath());
            tell(new Event.Started(now()));
            loop.endTurn(); // units are prepared while agents are reached
            pool.connectAll(sources);
            tellOpenList();
            if (options.scheduling().expectedAgents() == 0 && openList == null && finish == null) {
                journal.notice("info", "no agents are listed: every unit is compiled here");
            }
            while (finish == null) {
                loop.runUntil(Math.min(scheduler.nextDeadlineNanos(), now() + TICK_NANOS));
                onTime();
            }
            return finish.success();
        } finally {
            stop();
        }
    }

    /**
     * Adds an agent to the list, before the build or while it runs. If its address is that of an agent whose link lives,
     * the newcomer's link is closed; if that link is dead, it is replaced. After the build the source is told to
     * {@link AgentSource#abandon}. Safe from any thread.
     */
    public void join(AgentSource source) {
        pool.connect(source);
    }

    /**
     * Says that so many agents are on their way: the build waits for them up to {@code wait} before it falls back, and its own
     * local slots work meanwhile. Replaces what was said before; safe from any thread.
     */
    public void coming(int agents, Duration wait) {
        loop.post(() -> tell(new Event.AgentsComing(now(), agents, wait.toNanos())));
    }

    /** Tells the list what waits, so that others may {@link #join}. To be called before {@link #run}. */
    public void announceTo(OpenList list) {
        openList = list;
    }

    /** Where units come in; only of an open plan. */
    public UnitIntake intake() {
        return intake;
    }

    /** Says something to those who watch the build; {@code level} as {@link BuildEvent.Notice}. Safe from any thread. */
    public void notice(String level, String text) {
        loop.post(() -> journal.notice(level, text));
    }

    /** Stops the build as soon as may be; {@link #run} then returns false. Safe from any thread. */
    public void abort(String reason) {
        loop.post(() -> tell(new Event.Aborted(now(), reason)));
    }

    private void stop() {
        loop.stop();
        pool.close();
        secondLinks.close("the build has ended");
        sessions.values().forEach(s -> s.close("the build has ended"));
        localWork.close();
        units.close();
        journal.finished(finish != null && finish.success(), finish == null ? "interrupted" : finish.reason());
    }

    private void onTime() {
        long now = now();
        if (now - renewedNanos >= RENEW_NANOS) {
            renewedNanos = now;
            sessions.values().forEach(s -> s.renewLease(now));
        }
        if (finish == null && now >= scheduler.nextDeadlineNanos()) {
            tell(new Event.Tick(now));
        }
        secondLinks.look(now);
        slowLinks.look(now);
        tellOpenList();
    }

    private void tellOpenList() {
        if (openList != null && finish == null) {
            openList.waiting(options.announce(1, plan.compilerDigests(), scheduler.demand(), List.of()));
        }
    }

    private static long now() {
        return System.nanoTime();
    }

    // ---- decisions

    private void tell(Event event) {
        if (finish != null) {
            return;
        }
        for (Decision decision : scheduler.on(event)) {
            carryOut(decision);
        }
    }

    private void carryOut(Decision decision) {
        if (decision instanceof Decision.Prepare d) {
            localWork.prepare(plan.unit(d.unit()), quickLinks.all(now()));
        } else if (decision instanceof Decision.Assign d) {
            assign(d);
        } else if (decision instanceof Decision.Accept d) {
            accept(d);
        } else if (decision instanceof Decision.Discard d) {
            units.discard(d.unit());
        } else if (decision instanceof Decision.Cancel d) {
            session(d.agent(), s -> s.cancel(d.copy(), d.reason()));
        } else if (decision instanceof Decision.Announce d) {
            session(
                    d.agent(),
                    s -> s.announce(
                            options,
                            plan.compilerDigests(),
                            new Demand(d.waitingUnits(), d.waitingSeconds(), d.largestMemoryBytes()),
                            ranks.wanted(d.agent())));
        } else if (decision instanceof Decision.Release d) {
            session(d.agent(), s -> s.release(d.slots()));
        } else if (decision instanceof Decision.Probe d) {
            session(d.agent(), AgentSession::probe);
        } else if (decision instanceof Decision.Drop d) {
            drop(d);
        } else if (decision instanceof Decision.RunLocally d) {
            journal.localStarted(d.unit(), d.reason());
            localWork.run(plan.unit(d.unit()));
        } else if (decision instanceof Decision.CancelLocal d) {
            localWork.cancel(d.unit());
        } else if (decision instanceof Decision.Reposted d) {
            journal.reposted(d);
        } else if (decision instanceof Decision.Fail d) {
            units.fail(d);
        } else if (decision instanceof Decision.Stalled d) {
            journal.notice("warning", d.text());
        } else if (decision instanceof Decision.Finish d) {
            finish = d;
        }
    }

    private void session(String agent, Consumer<AgentSession> action) {
        AgentSession session = sessions.get(agent);
        if (session != null) {
            action.accept(session);
        }
    }

    private void assign(Decision.Assign d) {
        UnitWork work = plan.unit(d.copy().unit());
        PreparedText text = units.text(d.copy().unit());
        journal.assigned(d.copy(), d.agent(), d.predictedNanos(), d.why());
        String stale = text.inputs() == null ? null : text.inputs().stale();
        if (stale != null) { // no agent could do better
            loop.post(() -> {
                journal.ended(d.copy(), d.agent(), Ending.REFUSED, stale, Message.Usage.NONE, 0);
                tell(new Event.CopyEnded(now(), d.agent(), d.copy(), Ending.REFUSED, -1, stale));
            });
            return;
        }
        session(
                d.agent(),
                s -> s.assign(
                        d.copy(),
                        work.unit().id(),
                        text,
                        work.facts().memoryBytes(),
                        Math.max(1, Math.min(LONGEST_LIMIT_MILLIS, TimeUnit.NANOSECONDS.toMillis(d.limitNanos())))));
    }

    private void drop(Decision.Drop d) {
        AgentSession session = sessions.remove(d.agent());
        if (session != null) {
            journal.lost(d.agent(), d.reason());
            session.close(d.reason());
            returnLater(d.agent());
        }
    }

    private void returnLater(String agent) {
        AgentSource source = sourceByAgent.get(agent);
        if (source != null && source.mayReturn() && !slowLinks.isAway(agent)) {
            pool.connectLater(source);
        }
    }

    private void accept(Decision.Accept d) {
        if (d.agent() != null) {
            localWork.cancel(d.unit());
        }
        String trouble = units.accept(d);
        if (trouble != null) {
            finish = new Decision.Finish(false, trouble);
        }
    }

    // ---- agents

    private final class Arrivals implements AgentPool.Listener, SecondLinks.Listener {
        @Override
        public void reached(AgentSource source, Opening opening) {
            AgentSession holder = sessions.get(source.address());
            if (holder != null) {
                secondLinks.add(source, opening, holder);
            } else {
                admit(source, opening);
            }
        }

        @Override
        public void unreachable(AgentSource source, String reason, boolean gaveUp) {
            if (sessions.containsKey(source.address())) {
                return; // it is there by another way
            }
            if (!left.contains(source.address())) {
                journal.unreachable(source.address(), reason);
            }
            tell(new Event.AgentGone(now(), source.address(), reason));
            if (!gaveUp) {
                pool.connectLater(source);
            }
        }

        @Override
        public AgentSession holder(String agent) {
            return sessions.get(agent);
        }

        @Override
        public void replaced(AgentSession holder, AgentSource source, Opening opening) {
            String reason = "replaced by a new link, for it did not answer";
            sessions.remove(holder.agent(), holder);
            journal.lost(holder.agent(), reason);
            tell(new Event.AgentGone(now(), holder.agent(), reason));
            holder.close(reason);
            admit(source, opening);
        }

        @Override
        public void admit(AgentSource source, Opening opening) {
            String agent = source.address();
            left.remove(agent);
            sourceByAgent.put(agent, source);
            sessions.put(agent, new AgentSession(agent, opening, loop, new SessionListener()));
            quickLinks.newcomer();
            tell(new Event.AgentConnected(now(), agent));
        }

        @Override
        public void turnedAway(String agent, String peer) {
            journal.notice("warning", peer + " was turned away: another agent called " + agent + " is linked");
        }
    }

    private final class SessionListener implements AgentSession.Listener {
        @Override
        public void ended(AgentSession session, String reason) {
            slowLinks.ended(session);
            if (sessions.remove(session.agent(), session)) {
                boolean endedEarly = finish != null && !finish.success();
                String why = endedEarly
                        ? finish.reason()
                        : session.leftFor(scheduler.demand().units() > 0);
                if (why == null) {
                    journal.lost(session.agent(), reason);
                } else {
                    left.add(session.agent());
                    journal.left(session.agent(), why);
                }
                tell(new Event.AgentGone(now(), session.agent(), reason));
                returnLater(session.agent());
            }
        }

        @Override
        public void heard(AgentSession session, Message message, List<byte[]> files) {
            if (sessions.get(session.agent()) != session) {
                return;
            }
            String agent = session.agent();
            tell(new Event.AgentHeard(now(), agent));
            if (message instanceof Message.Result m) {
                result(session, m, files);
            } else if (message instanceof Message.Heartbeat m) {
                session.worked(m, (copy, cpu) -> tell(new Event.CopyWorked(now(), agent, copy, cpu)));
            } else if (message instanceof Message.Started m) {
                started(session, m);
            } else if (message instanceof Message.Bid m) {
                slowLinks.bid(session, m);
            } else if (message instanceof Message.Rated m) {
                slowLinks.rated(session, m);
            } else if (message instanceof Message.Ranked m) {
                ranks.ranked(session, m);
            } else if (message instanceof Message.NeedRanking m) {
                ranks.need(session, m);
            } else if (message instanceof Message.Decline m) {
                session.declined(m.reason());
                journal.declined(agent, m.reason());
                tell(new Event.Declined(now(), agent, m.reason()));
            } else if (message instanceof Message.Withdraw m) {
                slowLinks.withdrawn(session, m.slots());
                List<Copy> copies = session.settle(m.tickets());
                copies.forEach(c -> journal.handedBack(c, agent, m.reason()));
                tell(new Event.SlotsWithdrawn(now(), agent, m.slots(), copies, m.reason()));
            } else if (message instanceof Message.Ack m) {
                session.acknowledged(m, now());
            }
        }
    }

    private void started(AgentSession session, Message.Started message) {
        long ago = TimeUnit.MILLISECONDS.toNanos(message.agoMillis());
        AgentSession.Running running = session.started(message.ticket(), ago, now());
        if (running != null) {
            journal.running(running.copy(), session.agent(), running.agoNanos());
            tell(new Event.CopyStarted(now(), session.agent(), running.copy(), running.agoNanos()));
        }
    }

    /** Of a unit that was over before its agent had told of its start. */
    private void ran(AgentSession session, Message.Result message) {
        long runMillis = message.usage().runMillis();
        AgentSession.Running running = runMillis < 0
                ? null
                : session.started(message.ticket(), TimeUnit.MILLISECONDS.toNanos(runMillis), now());
        if (running != null) {
            journal.running(running.copy(), session.agent(), running.agoNanos());
        }
    }

    private void result(AgentSession session, Message.Result message, List<byte[]> files) {
        ran(session, message);
        Copy copy = session.settle(message.ticket());
        if (copy == null) {
            return;
        }
        if (message.outcome() == Outcome.SUCCEEDED && !units.settled(copy.unit())) {
            units.stage(copy, message, files, (end, why, bytes) -> conclude(session, copy, message, end, why, bytes));
        } else {
            conclude(session, copy, message, Outcomes.ending(message.outcome()), message.reason(), 0);
        }
    }

    private void unwritable(String reason) {
        journal.notice("warning", reason);
        tell(new Event.Aborted(now(), reason));
    }

    private void conclude(
            AgentSession session, Copy copy, Message.Result message, Ending ending, String reason, long bytes) {
        journal.ended(copy, session.agent(), ending, reason, message.usage(), bytes);
        long runMillis = message.usage().runMillis();
        tell(new Event.CopyEnded(
                now(),
                session.agent(),
                copy,
                ending,
                runMillis < 0 ? -1 : TimeUnit.MILLISECONDS.toNanos(runMillis),
                reason == null ? "" : reason));
        session.concluded(message);
        ranks.ended(session);
        slowLinks.moved(session);
    }

    // ---- local work

    private final class LocalListener implements LocalWork.Listener {
        @Override
        public void prepared(int unit, PreparedText text, long nanos) {
            units.prepared(unit, text);
            journal.prepared(unit, nanos, text);
            tell(new Event.Prepared(now(), unit, text.textBytes(), text.wireBytes(), nanos));
        }

        @Override
        public void notPreparable(int unit, String reason) {
            tell(new Event.NotPreparable(now(), unit, reason));
        }

        @Override
        public void ended(int unit, int status, String output, long nanos) {
            units.said(unit, output, status);
            journal.localEnded(unit, status == 0, nanos);
            tell(new Event.LocalEnded(now(), unit, status == 0, nanos));
        }
    }
}
