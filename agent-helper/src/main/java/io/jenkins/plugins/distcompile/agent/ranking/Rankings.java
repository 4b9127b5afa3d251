package io.jenkins.plugins.distcompile.agent.ranking;

import io.jenkins.plugins.distcompile.ranking.Rank;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * The helper's ranking service: policy, cache and runner behind one question. Several clients may ask at once with
 * different utilities (C6); the same utility is run once for all that wait for it, and at most
 * {@value #MAX_RUNNING} run at once. Thread-safe; {@link #ask} never waits for a utility.
 */
public final class Rankings {
    /** Utilities run at once. */
    public static final int MAX_RUNNING = 4;

    private final RankingPolicy policy;
    /** null = no folder is configured. */
    private final Path installed;

    private final RankCache cache;
    private final RankingRunner runner;
    private final Executor executor;
    /** Hash and name to its run; guarded by this. */
    private final Map<String, CompletableFuture<Rank>> running = new HashMap<>();

    /**
     * @param installed folder of the administrator's executables; null = none
     * @param executor runs the utilities, each blocking for up to the runner's limit; must not run them in the caller
     */
    public Rankings(RankingPolicy policy, Path installed, RankCache cache, RankingRunner runner, Executor executor) {
        this.policy = policy;
        this.installed = installed;
        this.cache = cache;
        this.runner = runner;
        this.executor = executor;
    }

    /** What is known; starts the utility when its rank is missing or too old. */
    public RankAnswer ask(RankRequest request) {
        if (policy == RankingPolicy.NONE) {
            return no(request, "this helper runs no ranking utilities (its ranking policy is none)");
        }
        Optional<Path> own = installedUtility(request.name());
        String ownHash = own.flatMap(Rankings::hash).orElse("");
        if (request.hash().isEmpty() || request.hash().equals(ownHash)) {
            return ownHash.isEmpty()
                    ? no(request, "no ranking utility " + request.name() + " is installed on this helper")
                    : rank(request, ownHash, own.get());
        }
        if (policy == RankingPolicy.INSTALLED) {
            return no(request, "this helper runs installed ranking utilities only (its ranking policy is installed)");
        }
        return cache.script(request.hash(), request.name())
                .<RankAnswer>map(script -> rank(request, request.hash(), script))
                .orElseGet(() -> new RankAnswer.NeedScript(request.hash()));
    }

    /**
     * Takes a utility that the client has sent after {@link RankAnswer.NeedScript}, and goes on with the request.
     */
    public RankAnswer receive(RankRequest request, byte[] content) {
        if (policy != RankingPolicy.SENT) {
            return no(request, "this helper takes no ranking utilities from clients");
        }
        try {
            cache.storeScript(request.hash(), request.name(), content);
        } catch (IOException e) {
            return no(request, e.getMessage());
        }
        return ask(request);
    }

    /** Forgets what nobody has asked for during the settled time; the helper calls it now and then. */
    public void forgetIdle() {
        cache.forgetIdle();
    }

    private RankAnswer rank(RankRequest request, String hash, Path utility) {
        Optional<RankCache.Fresh> known = cache.fresh(hash, request.name(), request.ttl());
        if (known.isPresent()) {
            return new RankAnswer.Known(known.get().rank(), known.get().left());
        }
        String key = hash + " " + request.name();
        CompletableFuture<Rank> run;
        synchronized (this) {
            run = running.get(key);
            if (run != null) {
                return new RankAnswer.Running(run);
            }
            if (running.size() >= MAX_RUNNING) {
                String reason = "this helper is running " + MAX_RUNNING + " other ranking utilities; ask again";
                return new RankAnswer.Known(Rank.none(request.name(), reason), Duration.ofSeconds(1));
            }
            run = new CompletableFuture<>();
            running.put(key, run);
        }
        start(request.name(), hash, utility, key, run);
        return new RankAnswer.Running(run);
    }

    private void start(String name, String hash, Path utility, String key, CompletableFuture<Rank> run) {
        try {
            executor.execute(() -> {
                Rank rank = Rank.none(name, "its run was broken off");
                try {
                    rank = runner.run(name, utility);
                    cache.put(hash, name, rank);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } catch (IOException e) {
                    System.getLogger(Rankings.class.getName())
                            .log(
                                    System.Logger.Level.WARNING,
                                    "cannot store the rank of {0}: {1}",
                                    name,
                                    e.getMessage());
                } finally {
                    end(key, run, rank);
                }
            });
        } catch (java.util.concurrent.RejectedExecutionException e) {
            end(key, run, Rank.none(name, "the helper is shutting down"));
        }
    }

    private void end(String key, CompletableFuture<Rank> run, Rank rank) {
        synchronized (this) {
            running.remove(key);
        }
        // Outside the lock: what hangs on the future is not ours.
        run.complete(rank);
    }

    private Optional<Path> installedUtility(String name) {
        if (installed == null) {
            return Optional.empty();
        }
        Path utility = installed.resolve(name);
        return Files.isRegularFile(utility) && Files.isExecutable(utility) ? Optional.of(utility) : Optional.empty();
    }

    /** Read at each request: a utility that was changed in place has a new hash, and its old ranks no longer hold. */
    private static Optional<String> hash(Path utility) {
        try {
            return Files.size(utility) > 64L << 20
                    ? Optional.empty()
                    : Optional.of(Sha256.hex(Files.readAllBytes(utility)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static RankAnswer no(RankRequest request, String reason) {
        Rank none = Rank.none(request.name(), reason);
        return new RankAnswer.Known(none, RankCache.validity(none, request.ttl()));
    }
}
