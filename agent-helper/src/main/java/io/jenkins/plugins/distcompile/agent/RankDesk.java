package io.jenkins.plugins.distcompile.agent;

import io.jenkins.plugins.distcompile.agent.ranking.RankAnswer;
import io.jenkins.plugins.distcompile.agent.ranking.RankCache;
import io.jenkins.plugins.distcompile.agent.ranking.RankRequest;
import io.jenkins.plugins.distcompile.agent.ranking.RankingRunner;
import io.jenkins.plugins.distcompile.agent.ranking.Rankings;
import io.jenkins.plugins.distcompile.link.DamagedException;
import io.jenkins.plugins.distcompile.link.Packing;
import io.jenkins.plugins.distcompile.protocol.Attachment;
import io.jenkins.plugins.distcompile.protocol.Message.HeldRank;
import io.jenkins.plugins.distcompile.protocol.Message.NeedRanking;
import io.jenkins.plugins.distcompile.protocol.Message.Ranked;
import io.jenkins.plugins.distcompile.protocol.Message.Ranking;
import io.jenkins.plugins.distcompile.protocol.Message.WantedRanking;
import io.jenkins.plugins.distcompile.ranking.Rank;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Gets the ranks that open announcements want, before the bid and again when they have outlived their time. Lives on the
 * event loop; files are read by workers, utilities run on threads of their own.
 */
final class RankDesk {
    private static final long SCRIPT_SECONDS = 30;
    private static final int MAX_CACHED = 1_000;
    private static final long TIDY_NANOS = TimeUnit.HOURS.toNanos(1);

    private final Callable<Rankings> opener;
    /** Guarded by {@link #opener}; null = nobody has asked yet. */
    private volatile Rankings rankings;

    private final ScheduledExecutorService loop;
    private final Executor workers;
    private final Runnable known;
    private long tidiedNanos = System.nanoTime();

    /** One ranking of a client's announcement. */
    static final class Item {
        final WantedRanking wanted;
        final RankRequest request;
        /** null = not measured here: the client has one, or nobody. */
        Rank rank;
        /** Whether the client has a rank, or this does: bids need not wait. */
        boolean known;
        /** Whether an answer is under way. */
        boolean asking;
        /** When the rank has outlived its time. */
        long dueNanos;
        /** null = the client has not been asked for the utility, or has sent it. */
        ScheduledFuture<?> patience;

        boolean received;

        Item(WantedRanking wanted) {
            this.wanted = wanted;
            request = RankDesk.request(wanted);
            known = wanted.knownMillis() > 0;
            dueNanos = System.nanoTime()
                    + TimeUnit.MILLISECONDS.toNanos(Math.min(wanted.knownMillis(), wanted.ttlMillis()));
        }

        HeldRank held() {
            return new HeldRank(rank, Math.max(0, TimeUnit.NANOSECONDS.toMillis(dueNanos - System.nanoTime())));
        }
    }

    private RankDesk(Callable<Rankings> opener, ScheduledExecutorService loop, Executor workers, Runnable known) {
        this.opener = opener;
        this.loop = loop;
        this.workers = workers;
        this.known = known;
    }

    /**
     * @param state folder for sent utilities and ranks
     * @param known told on the event loop when ranks that a bid waits for may have come
     */
    static RankDesk of(HelperConfig config, Path state, HelperThreads threads, Runnable known) {
        return new RankDesk(() -> open(config, state, threads), threads.loop(), threads.workers(), known);
    }

    private static Rankings open(HelperConfig config, Path state, HelperThreads threads) throws IOException {
        RankCache cache =
                RankCache.open(state.resolve("rankings"), config.rankingForget, MAX_CACHED, InstantSource.system());
        Map<String, String> facts =
                Map.of("DISTCOMPILE_AGENT", config.name, "DISTCOMPILE_SLOTS", Integer.toString(config.slots));
        RankingRunner runner =
                new RankingRunner(state.resolve("ranking-runs"), config.rankingLimit, facts, threads.rankings());
        return new Rankings(config.rankingPolicy, config.utilities, cache, runner, threads.rankings());
    }

    /** Opened when somebody asks first; on a worker. */
    private RankAnswer rankings(RankRequest request, Function<Rankings, RankAnswer> question) {
        try {
            synchronized (opener) {
                if (rankings == null) {
                    rankings = opener.call();
                }
            }
            return question.apply(rankings);
        } catch (Exception e) {
            return none(request, "this helper cannot rank: " + e);
        }
    }

    /** @throws IllegalArgumentException if a client must not ask so */
    static RankRequest request(WantedRanking wanted) {
        return new RankRequest(wanted.name(), wanted.sha256(), Duration.ofMillis(wanted.ttlMillis()));
    }

    /** Takes over what the announcement wants; what is known or under way already stays so. */
    void announced(ClientSession session) {
        List<Item> items = new ArrayList<>();
        for (WantedRanking wanted : session.announce.rankings()) {
            items.add(session.rankings.stream()
                    .filter(item -> item.rank != null || item.asking)
                    .filter(item -> item.request.equals(request(wanted)))
                    .findFirst()
                    .orElseGet(() -> new Item(wanted)));
        }
        session.rankings = List.copyOf(items);
    }

    /** Whether the client asks for ranks alone and offers no units. */
    boolean answersAlone(ClientSession session) {
        return session.announce != null
                && session.announce.waitingUnits() < 1
                && !session.announce.rankings().isEmpty();
    }

    /** Whether all is known that a bid must carry; what is not is asked for. */
    boolean ready(ClientSession session) {
        boolean ready = true;
        for (Item item : session.rankings) {
            ready &= item.known;
            if (!item.known && !item.asking) {
                ask(session, item);
            }
        }
        if (ready && answersAlone(session) && session.ranksAnswered < session.announce.round()) {
            session.ranksAnswered = session.announce.round();
            session.link.send(new Ranked(session.announce.round(), held(session)));
        }
        return ready;
    }

    /** The ranks measured here, for a bid. */
    List<HeldRank> held(ClientSession session) {
        return session.rankings.stream()
                .filter(item -> item.rank != null)
                .map(Item::held)
                .toList();
    }

    /** Measures anew what has outlived its time; called once a second while clients are connected. */
    void renew(Collection<ClientSession> sessions) {
        long now = System.nanoTime();
        for (ClientSession session : sessions) {
            for (Item item : session.rankings) {
                if (item.known && !item.asking && now - item.dueNanos >= 0) {
                    ask(session, item);
                }
            }
        }
        if (now - tidiedNanos > TIDY_NANOS) {
            tidiedNanos = now;
            Rankings open = rankings;
            if (open != null) {
                workers.execute(open::forgetIdle);
            }
        }
    }

    /** The client has sent a utility; one that it was not asked for is dropped. */
    void received(ClientSession session, Ranking ranking, List<byte[]> files) {
        for (Item item : session.rankings) {
            boolean asked = item.patience != null
                    && item.request.name().equals(ranking.name())
                    && item.request.hash().equals(ranking.sha256());
            if (asked && files.size() == 1) {
                item.patience.cancel(false);
                item.patience = null;
                item.received = true;
                Attachment attachment = ranking.attachments().get(0);
                workers.execute(() -> {
                    RankAnswer answer = store(item.request, attachment, files.get(0));
                    loop.execute(() -> answered(session, item, answer));
                });
            }
        }
    }

    /** On a worker. */
    private RankAnswer store(RankRequest request, Attachment attachment, byte[] wire) {
        try {
            byte[] content = Packing.unpack(attachment, wire, RankCache.MAX_SCRIPT_BYTES);
            return rankings(request, all -> all.receive(request, content));
        } catch (DamagedException e) {
            return none(request, "it arrived damaged: " + e.getMessage());
        }
    }

    private void ask(ClientSession session, Item item) {
        item.asking = true;
        workers.execute(() -> {
            RankAnswer answer = rankings(item.request, all -> all.ask(item.request));
            loop.execute(() -> answered(session, item, answer));
        });
    }

    private void answered(ClientSession session, Item item, RankAnswer answer) {
        if (answer instanceof RankAnswer.Known now) {
            settle(session, item, now.rank(), now.validFor());
        } else if (answer instanceof RankAnswer.Running run) {
            run.rank()
                    .thenAccept(rank -> loop.execute(
                            () -> settle(session, item, rank, RankCache.validity(rank, item.request.ttl()))));
        } else if (item.received) {
            answered(session, item, none(item.request, "it could not be kept here"));
        } else if (wants(session, item)) {
            session.link.send(new NeedRanking(session.announce.round(), item.request.name(), item.request.hash()));
            item.patience = loop.schedule(
                    () -> {
                        item.patience = null;
                        String reason = "the client did not send it within " + SCRIPT_SECONDS + " s";
                        answered(session, item, none(item.request, reason));
                    },
                    SCRIPT_SECONDS,
                    TimeUnit.SECONDS);
        }
    }

    private void settle(ClientSession session, Item item, Rank rank, Duration validFor) {
        boolean renewed = item.known;
        item.asking = false;
        item.received = false;
        item.known = true;
        item.rank = rank;
        // At least a second, or a lifetime of nothing would keep the machine busy with ranking.
        item.dueNanos = System.nanoTime() + Math.max(TimeUnit.SECONDS.toNanos(1), validFor.toNanos());
        if (!wants(session, item)) {
            return;
        }
        if (renewed) {
            session.link.send(new Ranked(session.announce.round(), List.of(item.held())));
        } else {
            known.run();
        }
    }

    private static boolean wants(ClientSession session, Item item) {
        return !session.closed && session.announce != null && session.rankings.contains(item);
    }

    private static RankAnswer none(RankRequest request, String reason) {
        Rank none = Rank.none(request.name(), reason);
        return new RankAnswer.Known(none, RankCache.validity(none, request.ttl()));
    }
}
