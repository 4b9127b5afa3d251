package io.jenkins.plugins.distcompile.jenkins.pool;

import hudson.model.Computer;
import hudson.model.Label;
import hudson.model.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Helpers next to other builds: one on every online agent of the label, without executors. Agents that come online while
 * the build runs are taken in; one that fails is tried again after a while.
 */
final class BesideSeats implements Seats {
    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final PoolHost host;
    private final PoolWishes wishes;
    private final Label label;
    private final Map<String, Seat> seats = new HashMap<>(); // guarded by this; by node
    private final Map<String, Long> failedAt = new HashMap<>(); // guarded by this; nano time by node
    private final Set<String> unreachable = new HashSet<>(); // guarded by this; nodes
    private long lookedAt = System.nanoTime() - EVERY_NANOS; // guarded by this
    private boolean closed; // guarded by this

    BesideSeats(PoolHost host, PoolWishes wishes, Label label) {
        this.host = host;
        this.wishes = wishes;
        this.label = label;
    }

    @Override
    public void tend(Demand demand) {
        if (!demand.isPlanned() || demand.openUnits() == 0) {
            return;
        }
        dropUnreachable(demand);
        List<Seat> fresh = new ArrayList<>();
        synchronized (this) {
            long now = System.nanoTime();
            if (closed || now - lookedAt < EVERY_NANOS) {
                return;
            }
            lookedAt = now;
            for (Node node : label.getNodes()) {
                Computer computer = node.toComputer();
                if (computer != null && computer.isOnline() && isFree(node.getNodeName(), now)) {
                    Seat seat = new Seat(HelperProgram.name(computer), computer, host, wishes, this::left);
                    seats.put(node.getNodeName(), seat);
                    fresh.add(seat);
                }
            }
        }
        fresh.forEach(Seat::open);
    }

    @Override
    public synchronized int coming(Demand demand) {
        return (int) seats.values().stream()
                .filter(seat -> !demand.hasAnswered(seat.name()))
                .count();
    }

    /** No other way to them is likely to be found while the build lasts. */
    private void dropUnreachable(Demand demand) {
        if (!wishes.needsDirect()) {
            return; // the controller carries the units: such a seat ends by itself, and another is tried
        }
        List<Seat> hopeless = new ArrayList<>();
        synchronized (this) {
            for (Map.Entry<String, Seat> each : seats.entrySet()) {
                if (demand.unreachable(each.getValue().name()) != null && unreachable.add(each.getKey())) {
                    hopeless.add(each.getValue());
                }
            }
        }
        hopeless.forEach(seat -> seat.close(Ending.TOLD));
    }

    private boolean isFree(String node, long now) {
        Long failed = failedAt.get(node);
        return !node.equals(host.nodeName())
                && !seats.containsKey(node)
                && !unreachable.contains(node)
                && (failed == null || now - failed >= AGAIN_NANOS);
    }

    private void left(Seat seat, Optional<String> news) {
        boolean quiet;
        synchronized (this) {
            seats.values().remove(seat);
            failedAt.put(seat.computer().getName(), System.nanoTime());
            quiet = closed;
        }
        if (!quiet) {
            news.ifPresent(reason -> host.tell(seat.name() + " leaves: " + reason));
        }
    }

    @Override
    public void takeNoMore() {
        // Only a look takes agents, and there is none that would.
    }

    @Override
    public void close(String reason) {
        List<Seat> leaving;
        synchronized (this) {
            closed = true;
            leaving = new ArrayList<>(seats.values());
        }
        leaving.forEach(seat -> seat.close(Ending.because(reason)));
    }
}
