package io.jenkins.plugins.distcompile.cli.control;

import io.jenkins.plugins.distcompile.link.Opening;
import io.jenkins.plugins.distcompile.link.PoolKey;
import io.jenkins.plugins.distcompile.link.TlsConnector;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A helper's port, found by trying all its addresses at once: the first that proves the key is taken.
 *
 * @param opening null = none answered
 * @param place where it was reached; null = none answered
 * @param troubles one line for each address that did not serve
 */
record DirectLink(Opening opening, HostPort place, List<String> troubles) {
    private record Reached(Opening opening, HostPort place) {}

    /** Blocks until one answers, all have failed, or the time is over. */
    static DirectLink tryAll(List<HostPort> places, PoolKey key, String clientName, Duration limit)
            throws InterruptedException {
        List<String> troubles = new ArrayList<>();
        AtomicBoolean settled = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, places.size()), work -> {
            Thread thread = new Thread(work, "control-direct");
            thread.setDaemon(true);
            return thread;
        });
        try {
            ExecutorCompletionService<Reached> tries = new ExecutorCompletionService<>(threads);
            for (HostPort place : places) {
                tries.submit(() -> reach(place, key, clientName, limit, settled));
            }
            long deadline = System.nanoTime() + limit.toNanos();
            for (int i = 0; i < places.size(); i++) {
                Future<Reached> done = tries.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (done == null) {
                    break;
                }
                try {
                    Reached reached = done.get();
                    if (reached != null) {
                        return new DirectLink(reached.opening(), reached.place(), troubles);
                    }
                } catch (ExecutionException e) {
                    troubles.add(e.getCause().getMessage());
                }
            }
            if (settled.compareAndSet(false, true)) {
                if (troubles.size() < places.size()) {
                    troubles.add("no answer within " + limit.toMillis() + " ms");
                }
                return new DirectLink(null, null, troubles);
            }
            // One came in between: its place in the queue is certain.
            return lateComer(tries, troubles);
        } finally {
            threads.shutdown();
        }
    }

    private static DirectLink lateComer(ExecutorCompletionService<Reached> tries, List<String> troubles)
            throws InterruptedException {
        while (true) {
            try {
                Reached reached = tries.take().get();
                if (reached != null) {
                    return new DirectLink(reached.opening(), reached.place(), troubles);
                }
            } catch (ExecutionException e) {
                troubles.add(e.getCause().getMessage());
            }
        }
    }

    /** @return null = another was first */
    private static Reached reach(HostPort place, PoolKey key, String clientName, Duration limit, AtomicBoolean settled)
            throws IOException {
        Opening opening = TlsConnector.connect(place.host(), place.port(), key, clientName, limit);
        if (settled.compareAndSet(false, true)) {
            return new Reached(opening, place);
        }
        opening.close();
        return null;
    }
}
