package io.jenkins.plugins.distcompile.agent;

import io.jenkins.plugins.distcompile.agent.UnitRun.State;
import io.jenkins.plugins.distcompile.agent.activity.ActivityPolicy;
import io.jenkins.plugins.distcompile.criteria.AgentProfile;
import io.jenkins.plugins.distcompile.criteria.CompilerFacts;
import io.jenkins.plugins.distcompile.link.Link;
import io.jenkins.plugins.distcompile.link.Opening;
import io.jenkins.plugins.distcompile.protocol.Message;
import io.jenkins.plugins.distcompile.protocol.Message.Ack;
import io.jenkins.plugins.distcompile.protocol.Message.Announce;
import io.jenkins.plugins.distcompile.protocol.Message.Assign;
import io.jenkins.plugins.distcompile.protocol.Message.Cancel;
import io.jenkins.plugins.distcompile.protocol.Message.Heartbeat;
import io.jenkins.plugins.distcompile.protocol.Message.Probe;
import io.jenkins.plugins.distcompile.protocol.Message.Ranking;
import io.jenkins.plugins.distcompile.protocol.Message.RateProbe;
import io.jenkins.plugins.distcompile.protocol.Message.Rated;
import io.jenkins.plugins.distcompile.protocol.Message.Release;
import io.jenkins.plugins.distcompile.protocol.RateChunks;
import io.jenkins.plugins.distcompile.toolchain.CompilerIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The helper on a machine of the pool: decides for itself whether to bid, reserves, runs units and reports. Serves any
 * number of clients, each over a link given to {@link #accept}; several helpers may live in one JVM.
 *
 * <p>One event-loop thread holds all state; links only enqueue, bounded per client. One probe thread reads the machine
 * and the running processes, {@code slots + 1} workers do what blocks. Units have no thread. Works on every system with
 * Java 17; on Linux it reads /proc, elsewhere it asks the JDK and OSHI.
 */
public final class Helper implements AutoCloseable {

    /** As long as a link lingers. */
    private static final long FAREWELL_MILLIS = 1_200;

    private static final long CLOSE_SECONDS = 10;
    /** A heartbeat that would be due within this part of its interval is sent now. */
    private static final int EARLY_HEARTBEAT = 8;
    /** Most unit names in one {@link Ack}. */
    private static final int MAX_NAMES = 1000;

    static {
        LaunchMechanism.choose();
    }

    private final HelperConfig config;
    private final WorkFolder work;
    private final HelperThreads threads;
    private final ScheduledThreadPoolExecutor loop;
    private final ReservationBook book;
    private final ProfileDesk profiles;
    private final Desk desk;
    private final RankDesk ranks;
    private final ActivityDesk activity;
    private final BenchmarkDesk benchmark;
    private final StateFolder state;
    private final Sampler sampler;
    private final OpenCalls calls;
    private final AtomicLong clients = new AtomicLong();
    /** Done when {@link #closing} and the last unit has gone. */
    private final CompletableFuture<Void> idle = new CompletableFuture<>();

    /** Of the event loop; null = open. */
    private String closing;
    /** Of the event loop: the machine is being watched; and it has been looked at since. */
    private boolean watching;

    private boolean looked;

    /**
     * Makes the work folder and starts probing the machine in the background.
     *
     * @throws IOException when the work folder is not usable
     * @throws IllegalArgumentException for an allowed program that does not exist
     */
    public Helper(HelperConfig config) throws IOException {
        this(config, new OshiMachine());
    }

    Helper(HelperConfig config, Machine machine) throws IOException {
        this.config = config;
        CommandPolicy policy =
                CommandPolicy.of(config.allowedCompilers, config.allowedCommands, CommandPolicy.systemPath());
        work = WorkFolder.create(config.work, config.log);
        CompilerShelf compilers = new CompilerShelf(policy.compilers(), identity(config.compilers), config.log);
        threads = new HelperThreads(config.name, config.slots, config.log);
        loop = threads.loop();
        book = new ReservationBook(config.slots, Long.MAX_VALUE, config.lease.toNanos());
        ProcessMeter meter = ProcessMeter.ofThisSystem();
        state = StateFolder.of(config, work);
        activity = new ActivityDesk(config, loop, threads.probes(), this::disturbed);
        benchmark = new BenchmarkDesk(config, state.path(), compilers);
        profiles = new ProfileDesk(
                config,
                machine,
                compilers,
                work,
                loop,
                threads.probes(),
                activity::personIdleSeconds,
                benchmark::score,
                new Probed());
        ranks = RankDesk.of(config, state.path(), threads, this::ranksKnown);
        desk = new Desk(config, book, profiles, ranks, this::heldChanged);
        UnitRunner runner = new UnitRunner(work, policy, compilers, config.minFreeDiskBytes);
        Units units = new Units(loop, threads.workers(), runner, work, book, config.maxOutputBytes, new Ended());
        sampler = new Sampler(
                meter,
                threads.probes(),
                config.maxOutputBytes,
                (unit, kill) -> loop.execute(() -> units.kill(unit, kill)));
        units.use(sampler);
        desk.use(units);
        calls = new OpenCalls(desk, loop, config.log, () -> looked, this::watch);
        profiles.warmUp();
        activity.start();
    }

    private void ranksKnown() {
        desk.reconsider();
    }

    /** What activity that is not ours asks for now. Any thread. */
    void disturbed(ActivityPolicy.Verdict verdict) {
        loop.execute(() -> desk.disturb(verdict.mayBid() ? null : verdict.reason(), verdict.handsBack()));
    }

    /** Serves one client; returns at once. On a closed helper the link is closed. Any thread. */
    public void accept(Opening opening) {
        ClientSession session = new ClientSession(clients.incrementAndGet(), opening.peer());
        loop.execute(() -> {
            if (closing != null) {
                opening.close();
                return;
            }
            desk.open(session);
            watch();
            // Starting may write; and the receiver may be called before start returns.
            threads.workers().execute(() -> opening.start(link -> new Inbox(session, link)));
        });
        if (loop.isShutdown()) {
            opening.close();
        }
    }

    /**
     * Tells of a build that announces to whoever hears it. If this machine would bid for it, {@code call} is run on the
     * event loop; else the reason is logged, once. Any thread.
     *
     * @param build what tells this build from others
     * @param client who announces, for the log
     */
    public void heard(String build, String client, Announce announce, Runnable call) {
        loop.execute(() -> {
            if (closing == null) {
                calls.heard(build, client, announce, call);
            }
        });
    }

    /** The machine is looked at while somebody is linked or announces. */
    private void watch() {
        boolean wanted = calls.active() || desk.sessions().stream().anyMatch(session -> !session.closed);
        if (wanted != watching) {
            watching = wanted;
            looked = false;
            profiles.watch(wanted);
            activity.watch(wanted);
        }
    }

    /** Stops bidding for a reason of the owner's, until {@link #resume()}; what runs goes on. Any thread. */
    public void pause(String reason) {
        loop.execute(() -> desk.pause(reason));
    }

    /** Bids again after {@link #pause}. Any thread. */
    public void resume() {
        loop.execute(() -> desk.pause(null));
    }

    /** Hands every unit and slot back to the clients and kills what runs. Pause first, or it bids again. Any thread. */
    public void handBack(String reason) {
        loop.execute(() -> {
            desk.takeAll(reason);
            desk.reconsider();
        });
    }

    /**
     * Hands all units back, then kills the compilers, removes the work folder and says goodbye. Returns when that is
     * done, after 10 s at the latest. Idempotent; any thread but a link's.
     */
    public void close(String reason) {
        loop.execute(() -> startClosing(reason));
        try {
            idle.get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            config.log.accept("processes could not be ended within " + CLOSE_SECONDS + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        finishClosing(reason);
    }

    @Override
    public void close() {
        close("the helper is stopping");
    }

    private void startClosing(String reason) {
        if (closing == null) {
            closing = reason;
            desk.leave(reason);
            checkIdle();
        }
    }

    private synchronized void finishClosing(String reason) {
        if (loop.isShutdown()) {
            return;
        }
        CompletableFuture<List<ClientSession>> open = new CompletableFuture<>();
        loop.execute(() -> open.complete(List.copyOf(desk.sessions())));
        try {
            work.close();
        } catch (UncheckedIOException e) {
            config.log.accept(e.getMessage() + ": " + e.getCause());
        }
        List<CompletableFuture<Void>> farewells = new ArrayList<>();
        for (ClientSession session : open.join()) {
            Link link = session.link;
            if (link != null) {
                link.close(reason); // says goodbye
                farewells.add(session.over);
            }
        }
        awaitAll(farewells);
        benchmark.close();
        activity.close();
        threads.shutdown();
        state.close();
    }

    /** This may be the end of the process, and goodbyes are sent by threads that do not outlive it. */
    private static void awaitAll(List<CompletableFuture<Void>> farewells) {
        try {
            CompletableFuture.allOf(farewells.toArray(CompletableFuture[]::new))
                    .get(FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            System.getLogger(Helper.class.getName()).log(System.Logger.Level.DEBUG, "no farewell", e);
        }
    }

    private void checkIdle() {
        if (closing != null && desk.sessions().stream().allMatch(session -> session.units.isEmpty())) {
            idle.complete(null);
        }
    }

    private void handle(ClientSession session, Message message, List<byte[]> files) {
        if (session.closed) {
            return;
        }
        book.heard(session.id, System.nanoTime());
        String error = Manners.check(message);
        if (error != null) {
            end(session, error);
        } else if (message instanceof Announce announce) {
            desk.announce(session, announce);
        } else if (message instanceof Assign assign) {
            desk.assign(session, assign, files);
        } else if (message instanceof Cancel cancel) {
            desk.cancel(session, cancel.ticket(), cancel.reason());
        } else if (message instanceof Ranking ranking) {
            ranks.received(session, ranking, files);
        } else if (message instanceof Release release) {
            desk.release(session, release.slots());
        } else if (message instanceof Probe probe) {
            session.link.send(ack(probe));
        } else if (message instanceof RateProbe probe) {
            session.link.send(
                    new Rated(probe.sequence(), RateChunks.headers(probe.replyChunks())),
                    RateChunks.contents(probe.replyChunks()));
        }
    }

    private Ack ack(Probe probe) {
        AgentProfile profile = probe.withProfile() ? profiles.profile(book).orElse(null) : null;
        List<String> running = desk.sessions().stream()
                .flatMap(session -> session.units.values().stream())
                .filter(unit -> unit.state == State.RUNNING)
                .map(unit -> unit.assign.unit())
                .limit(MAX_NAMES)
                .toList();
        return new Ack(probe.sequence(), profile, running);
    }

    /** Units are ended and slots freed at once; the link is closed by a worker because that may take a second. */
    private void end(ClientSession session, String reason) {
        if (!session.closed) {
            config.log.accept("client " + session.peer + " ends: " + reason);
            desk.close(session, reason);
            threads.workers().execute(() -> session.link.close(reason));
            watch();
        }
    }

    /** Heartbeats go to clients that hold slots, at the interval they asked for, and to nobody else. */
    private void heldChanged(ClientSession session) {
        boolean due = !session.closed && book.knows(session.id) && book.held(session.id) > 0;
        if (due && session.heartbeat == null) {
            long millis = Math.max(
                    config.shortestHeartbeat.toMillis(),
                    Math.min(config.longestHeartbeat.toMillis(), session.announce.heartbeatMillis()));
            session.heartbeatNanos = TimeUnit.MILLISECONDS.toNanos(millis);
            beatIn(session, session.heartbeatNanos);
            session.leaseCheck = loop.schedule(() -> checkLease(session), config.lease.toNanos(), TimeUnit.NANOSECONDS);
        } else if (!due && session.heartbeat != null) {
            session.heartbeat.cancel(false);
            session.heartbeat = null;
            session.leaseCheck.cancel(false);
        }
    }

    private void beatIn(ClientSession session, long nanos) {
        session.heartbeat = loop.schedule(() -> beat(session), nanos, TimeUnit.NANOSECONDS);
    }

    /**
     * Whatever the client hears is a sign of life: none is due until it has heard nothing for an interval. But what runs for
     * longer than that has its processor time told at each.
     */
    private void beat(ClientSession session) {
        long now = System.nanoTime();
        long early = session.link.lastSentNanos() + session.heartbeatNanos - now;
        List<UnitRun> running = session.units.values().stream()
                .filter(unit -> unit.state == State.RUNNING)
                .toList();
        boolean timesToTell = running.stream().anyMatch(unit -> now - unit.startedNanos > session.heartbeatNanos);
        if (early > session.heartbeatNanos / EARLY_HEARTBEAT && !timesToTell) {
            beatIn(session, early);
            return;
        }
        beatIn(session, session.heartbeatNanos);
        session.link.send(new Heartbeat(
                ++session.heartbeatSequence,
                running.stream().map(unit -> unit.assign.ticket()).toList(),
                running.stream().map(UnitRun::cpuMillis).toList(),
                profiles.load().orElse(null)));
    }

    private void checkLease(ClientSession session) {
        long left = book.leaseLeftNanos(session.id, System.nanoTime());
        if (left <= 0) {
            end(session, "lease expired: nothing heard for " + config.lease.toMillis() + " ms");
        } else {
            session.leaseCheck = loop.schedule(() -> checkLease(session), left, TimeUnit.NANOSECONDS);
        }
    }

    private static CompilerShelf.Identity identity(CompilerIdentity identities) {
        return compiler ->
                identities.probe(compiler.toString(), Path.of("/").toAbsolutePath(), CleanEnvironment.path(compiler));
    }

    /** One client's receiver: counts and hands over, nothing else. On the link's reader thread. */
    private final class Inbox implements Link.Receiver {
        private final ClientSession session;

        Inbox(ClientSession session, Link link) {
            this.session = session;
            loop.execute(() -> {
                session.link = link;
                if (closing != null) {
                    end(session, closing);
                }
            });
        }

        @Override
        public void received(Message message, List<byte[]> files) {
            if (session.pending.incrementAndGet() > ClientSession.MAX_PENDING) {
                if (session.flooded.compareAndSet(false, true)) {
                    loop.execute(() -> end(session, "more than " + ClientSession.MAX_PENDING + " messages waited"));
                }
                return;
            }
            loop.execute(() -> {
                session.pending.decrementAndGet();
                handle(session, message, files);
            });
        }

        @Override
        public void closed(String reason) {
            session.over.complete(null);
            loop.execute(() -> end(session, reason));
        }
    }

    /** What the probe thread finds. */
    private final class Probed implements ProfileDesk.Listener {
        private boolean memoryKnown;

        @Override
        public void probed(long installedBytes) {
            if (!memoryKnown) {
                memoryKnown = true;
                long limit = config.maxMemoryBytes == 0 ? installedBytes : config.maxMemoryBytes;
                book.limitMemory(limit);
                sampler.limitMemory(limit);
            }
            ranks.renew(desk.sessions());
            desk.probed();
            looked = true;
            calls.probed();
        }

        @Override
        public void looked(Specs specs, List<CompilerFacts> present) {
            benchmark.looked(specs, present);
        }

        @Override
        public void failed(String reason) {
            config.log.accept(reason);
            desk.pause(reason);
        }
    }

    /** What {@link Units} reports. */
    private final class Ended implements Units.Listener {
        @Override
        public void started(UnitRun unit) {
            activity.started(unit);
        }

        @Override
        public void slotUnused(ClientSession session) {
            desk.slotUnused(session);
        }

        @Override
        public void gone(UnitRun unit, UnitResult result) {
            activity.ended(unit);
            desk.gone(unit, result);
            checkIdle();
        }
    }
}
