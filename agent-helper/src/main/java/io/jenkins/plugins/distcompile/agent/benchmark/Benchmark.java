package io.jenkins.plugins.distcompile.agent.benchmark;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The helper's benchmark: a score from the store, measured when there is none for this compiler on this hardware (first
 * start, new compiler, new hardware), or on request. Thread-safe; measures one at a time, so that two measurements do
 * not slow each other down.
 */
public final class Benchmark {
    private final BenchmarkStore store;
    /** Guarded by this; null = none is being measured. */
    private BenchmarkUnit measuring;
    /** Guarded by this. */
    private boolean closed;

    private final Object oneAtATime = new Object();

    public Benchmark(BenchmarkStore store) {
        this.store = store;
    }

    /** What is known without measuring. */
    public Optional<BenchmarkScore> known(BenchmarkKey key) {
        return store.find(key);
    }

    /**
     * The score, measured if it has to be; blocks for some seconds then, so it is not for the thread that ticks.
     *
     * @param again measure even when a score is known
     * @throws IOException if it cannot be measured: the message says why
     * @throws InterruptedException if {@link #cancel} was called, or the thread was interrupted
     */
    public BenchmarkScore score(BenchmarkKey key, Supplier<BenchmarkUnit> unit, boolean again)
            throws IOException, InterruptedException {
        synchronized (oneAtATime) {
            Optional<BenchmarkScore> known = again ? Optional.empty() : store.find(key);
            if (known.isPresent()) {
                return known.get();
            }
            BenchmarkScore score = measure(unit.get());
            try {
                store.put(key, score);
            } catch (IOException e) {
                // The score is good all the same; it will be measured again at the next start.
                System.getLogger(Benchmark.class.getName())
                        .log(System.Logger.Level.WARNING, "cannot store the benchmark score: {0}", e.getMessage());
            }
            return score;
        }
    }

    /** Ends a measurement that is under way, and lets none begin: the helper is shutting down. */
    public synchronized void cancel() {
        closed = true;
        if (measuring != null) {
            measuring.cancel();
        }
    }

    private BenchmarkScore measure(BenchmarkUnit unit) throws IOException, InterruptedException {
        synchronized (this) {
            if (closed) {
                throw new InterruptedException("the benchmark was cancelled");
            }
            measuring = unit;
        }
        try {
            return unit.measure();
        } finally {
            synchronized (this) {
                measuring = null;
            }
        }
    }
}
