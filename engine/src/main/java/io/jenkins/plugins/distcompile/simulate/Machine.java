package io.jenkins.plugins.distcompile.simulate;

import io.jenkins.plugins.distcompile.schedule.Event.Copy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The state of one simulated helper: what it reserved, runs and has queued. */
final class Machine {
    final SimulatedAgent spec;
    final Deque<Copy> queue = new ArrayDeque<>();
    /** Running copies with the serial number of their run, so that a cancelled run's end is not taken for another's. */
    final Map<Copy, Long> running = new HashMap<>();

    final Map<Copy, Double> startedAt = new HashMap<>();

    boolean linked;
    /** Somebody else uses the machine: it runs nothing of ours. */
    boolean taken;

    int reserved;
    int assigned;
    int wanted;
    boolean beating;
    /** What reached it while it was frozen. */
    final List<Runnable> deferred = new ArrayList<>();

    Machine(SimulatedAgent spec) {
        this.spec = spec;
    }

    boolean frozen(double seconds) {
        return spec.mishaps(Mishap.Freeze.class)
                .anyMatch(freeze -> seconds >= freeze.from() && seconds < freeze.until());
    }

    void crash() {
        linked = false;
        reserved = 0;
        assigned = 0;
        drop();
        deferred.clear();
    }

    /** Ends everything that it holds. */
    void drop() {
        queue.clear();
        running.clear();
        startedAt.clear();
    }

    List<Copy> held() {
        List<Copy> held = new ArrayList<>(queue);
        held.addAll(running.keySet());
        held.sort(Comparator.comparingInt(Copy::unit).thenComparingInt(Copy::number));
        return held;
    }
}
