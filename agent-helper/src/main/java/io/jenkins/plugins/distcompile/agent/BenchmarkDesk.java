package io.jenkins.plugins.distcompile.agent;

import io.jenkins.plugins.distcompile.agent.benchmark.Benchmark;
import io.jenkins.plugins.distcompile.agent.benchmark.BenchmarkKey;
import io.jenkins.plugins.distcompile.agent.benchmark.BenchmarkPolicy;
import io.jenkins.plugins.distcompile.agent.benchmark.BenchmarkScore;
import io.jenkins.plugins.distcompile.agent.benchmark.BenchmarkStore;
import io.jenkins.plugins.distcompile.agent.benchmark.BenchmarkUnit;
import io.jenkins.plugins.distcompile.criteria.CompilerFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/**
 * Keeps the score that bids carry: known from before, or measured in the background by a thread that lives as long as
 * the measurement. Bids do not wait for it. On the event loop but for {@link #score}, which any thread may ask.
 */
final class BenchmarkDesk implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final HelperConfig config;
    private final Path state;
    private final CompilerShelf compilers;
    private final Benchmark benchmark;
    private boolean again;
    /** What the score is for; null = no compiler has been seen. */
    private BenchmarkKey key;

    private volatile double score;

    BenchmarkDesk(HelperConfig config, Path state, CompilerShelf compilers) {
        this.config = config;
        this.state = state;
        this.compilers = compilers;
        again = config.benchmark == BenchmarkPolicy.NOW;
        benchmark = new Benchmark(new BenchmarkStore(state.resolve("benchmark.json")));
    }

    /** Relative to the reference machine, 1.0; 0 = not measured. */
    double score() {
        return score;
    }

    /** The machine has been looked at: another compiler or other hardware needs another score. */
    void looked(Specs specs, List<CompilerFacts> present) {
        if (present.isEmpty()) {
            return;
        }
        // Any of them says how fast the machine compiles, as long as it is always the same one.
        String digest = present.stream()
                .filter(facts -> facts.kind().equals("gcc"))
                .findFirst()
                .orElse(present.get(0))
                .digest();
        BenchmarkKey now =
                new BenchmarkKey(digest, specs.cpu().model(), specs.cpu().cores());
        if (now.equals(key)) {
            return;
        }
        key = now;
        boolean measure = again;
        again = false;
        Thread thread = new Thread(() -> find(now, measure), "helper " + config.name + " benchmark");
        thread.setDaemon(true);
        thread.start();
    }

    private void find(BenchmarkKey wanted, boolean measure) {
        double known =
                measure ? 0 : benchmark.known(wanted).map(BenchmarkScore::score).orElse(0.0);
        score = known;
        if (known > 0 || config.benchmark == BenchmarkPolicy.NEVER) {
            return;
        }
        try {
            Path compiler = compilers.byDigest(wanted.compiler());
            BenchmarkScore found = benchmark.score(
                    wanted,
                    () -> new BenchmarkUnit(compiler, state.resolve("benchmark"), LIMIT, InstantSource.system()),
                    measure);
            score = found.score();
            config.log.accept(String.format(
                    Locale.ROOT,
                    "benchmark: %.2f times the reference machine with %s (%.2f s)",
                    found.score(),
                    compiler,
                    found.seconds()));
        } catch (IOException | CannotRun e) {
            config.log.accept("benchmark: no score, bids carry 0: " + e.getMessage());
        } catch (InterruptedException e) {
            // Cancelled: the helper is closing.
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        benchmark.cancel();
    }
}
