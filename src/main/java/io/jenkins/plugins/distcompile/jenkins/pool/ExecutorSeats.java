package io.jenkins.plugins.distcompile.jenkins.pool;

import hudson.model.Computer;
import hudson.model.Label;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.queue.CauseOfBlockage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;

/**
 * Helpers that hold executors: placeholders go through Jenkins' queue as any work does, and each that gets an executor
 * brings one helper. As many as the waiting work can use; one by one they are given back as it runs out.
 */
final class ExecutorSeats implements Seats {
    private static final double IDLE_MILLIS = 3_000;
    private static final long DECLINED_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long FAILED_NANOS = TimeUnit.SECONDS.toNanos(15);

    /** A helper that lasted no longer has found no dispatcher, or cannot run: the next one would fare no better. */
    private static final double BRIEF_MILLIS = 5_000;

    /** No other way to that agent is likely to be found while the build lasts. */
    private static final long UNREACHABLE_NANOS = TimeUnit.HOURS.toNanos(1);

    private record Taken(Seat seat, Placeholder.Stay stay) {}

    private final PoolHost host;
    private final PoolWishes wishes;
    private final Label label;
    private final Deque<Placeholder> queued = new ArrayDeque<>(); // guarded by this; newest last
    private final Map<Placeholder, Future<?>> fates = new HashMap<>(); // guarded by this; of those queued
    private final Map<Placeholder, Taken> taken = new LinkedHashMap<>(); // guarded by this
    private final Map<String, Long> barredUntil = new HashMap<>(); // guarded by this; nano time by node
    private int number; // guarded by this
    private int refused; // guarded by this; taken out of the queue by somebody, or not let in
    private boolean full; // guarded by this; nobody is taken any more
    private boolean closed; // guarded by this

    ExecutorSeats(PoolHost host, PoolWishes wishes, Label label) {
        this.host = host;
        this.wishes = wishes;
        this.label = label;
    }

    @Override
    public void tend(Demand demand) {
        giveBack(demand);
        dropCancelled();
        List<Placeholder> more = new ArrayList<>();
        List<Placeholder> fewer = new ArrayList<>();
        synchronized (this) {
            if (full || !demand.isPlanned()) {
                return;
            }
            int wanted = demand.executors(Math.max(0, wishes.maxExecutors() - refused));
            while (taken.size() + queued.size() < wanted) {
                Placeholder placeholder = new Placeholder(this, host.run(), label, ++number);
                queued.addLast(placeholder);
                more.add(placeholder);
            }
            while (taken.size() + queued.size() > wanted && !queued.isEmpty()) {
                Placeholder last = queued.getLast();
                forget(last);
                fewer.add(last);
            }
        }
        // The queue has a lock of its own and asks for ours under it: never the other way round.
        more.forEach(this::enqueue);
        fewer.forEach(placeholder -> Queue.getInstance().cancel(placeholder));
    }

    private void enqueue(Placeholder placeholder) {
        Queue.Item item = Queue.getInstance().schedule2(placeholder, 0).getItem();
        boolean late;
        synchronized (this) {
            late = full;
            if (item == null) {
                queued.remove(placeholder);
                refused++;
            } else if (queued.contains(placeholder)) {
                fates.put(placeholder, item.getFuture());
            }
        }
        if (late) {
            // Whoever wanted no more may have looked for it in the queue before it was there.
            Queue.getInstance().cancel(placeholder);
        }
    }

    /** Those that somebody took out of the queue are not asked for again. */
    private synchronized void dropCancelled() {
        for (Placeholder placeholder : List.copyOf(queued)) {
            Future<?> fate = fates.get(placeholder);
            if (fate != null && fate.isCancelled()) {
                forget(placeholder);
                refused++;
            }
        }
    }

    private synchronized void forget(Placeholder placeholder) {
        queued.remove(placeholder);
        fates.remove(placeholder);
    }

    private void giveBack(Demand demand) {
        List<Taken> seats;
        synchronized (this) {
            seats = new ArrayList<>(taken.values());
        }
        for (Taken each : seats) {
            String agent = each.seat().name();
            String reason = demand.declined(agent);
            String unreachable = demand.unreachable(agent);
            if (reason != null || unreachable != null) {
                bar(each.seat(), unreachable == null ? DECLINED_NANOS : unreachableNanos());
                // The build's events have said why.
                each.seat().close(Ending.TOLD);
                demand.dismissed(agent);
            } else if (demand.isSurplus(agent, IDLE_MILLIS) || cameTooLate(each.seat(), demand)) {
                each.seat().close(Ending.because("nothing is left for it to do"));
                demand.dismissed(agent);
            }
        }
    }

    /** Where the controller may carry the units there is always another try. */
    private long unreachableNanos() {
        return wishes.needsDirect() ? UNREACHABLE_NANOS : FAILED_NANOS;
    }

    /** One that came when nothing waited any more was never asked to bid. */
    private static boolean cameTooLate(Seat seat, Demand demand) {
        return seat.joinedMillis() >= IDLE_MILLIS && !demand.hasAnswered(seat.name()) && demand.isEnough();
    }

    @Override
    public int coming(Demand demand) {
        int idle = CompilePool.idleExecutors(label, host.nodeName(), computer -> !isBarred(computer.getName()));
        synchronized (this) {
            long starting = taken.values().stream()
                    .filter(each -> !demand.hasAnswered(each.seat().name()))
                    .count();
            return (int) starting + Math.min(queued.size(), idle);
        }
    }

    /** A placeholder has an executor; false = it is no longer wanted. */
    boolean taken(Placeholder placeholder, Computer computer, Placeholder.Stay stay) {
        Seat seat;
        synchronized (this) {
            forget(placeholder);
            if (full) {
                return false;
            }
            seat = new Seat(freeName(computer), computer, host, wishes, (ended, news) -> left(placeholder, news));
            taken.put(placeholder, new Taken(seat, stay));
        }
        seat.open();
        return true;
    }

    private String freeName(Computer computer) {
        String base = HelperProgram.name(computer);
        String name = base;
        for (int i = 2; isTaken(name); i++) {
            name = base + "#" + i;
        }
        return name;
    }

    private boolean isTaken(String name) {
        return taken.values().stream().anyMatch(each -> each.seat().name().equals(name));
    }

    private void left(Placeholder placeholder, Optional<String> news) {
        Taken gone;
        boolean quiet;
        synchronized (this) {
            gone = taken.remove(placeholder);
            quiet = closed;
            if (gone != null && gone.seat().joinedMillis() < BRIEF_MILLIS) {
                bar(gone.seat(), FAILED_NANOS);
            }
        }
        if (gone == null) {
            return;
        }
        gone.stay().completed(null);
        if (!quiet) {
            news.ifPresent(reason -> host.tell(gone.seat().name() + " leaves: " + reason));
        }
    }

    /** Somebody stopped it on the executor. */
    void interrupted(Placeholder placeholder) {
        Taken stopped;
        synchronized (this) {
            stopped = taken.get(placeholder);
            if (stopped != null) {
                bar(stopped.seat(), DECLINED_NANOS);
            }
        }
        if (stopped != null) {
            stopped.seat().close(Ending.because("stopped on its executor"));
        }
    }

    /** Called by the queue under its lock; quick. */
    CauseOfBlockage refusal(Node node) {
        if (node.getNodeName().equals(host.nodeName())) {
            return CauseOfBlockage.fromMessage(Messages._ExecutorSeats_ownNode());
        }
        Computer own = Jenkins.get().getComputer(host.nodeName());
        if (own == null || own.isOffline()) {
            return CauseOfBlockage.fromMessage(Messages._ExecutorSeats_away());
        }
        return isBarred(node.getNodeName()) ? CauseOfBlockage.fromMessage(Messages._ExecutorSeats_declined()) : null;
    }

    private synchronized boolean isBarred(String node) {
        Long until = barredUntil.get(node);
        return until != null && System.nanoTime() - until < 0;
    }

    private void bar(Seat seat, long nanos) {
        synchronized (this) {
            barredUntil.merge(seat.computer().getName(), System.nanoTime() + nanos, Math::max);
        }
    }

    @Override
    public void takeNoMore() {
        List<Placeholder> waiting;
        synchronized (this) {
            full = true;
            waiting = new ArrayList<>(queued);
            queued.clear();
            fates.clear();
        }
        waiting.forEach(placeholder -> Queue.getInstance().cancel(placeholder));
    }

    @Override
    public void close(String reason) {
        takeNoMore();
        List<Taken> seats;
        synchronized (this) {
            closed = true;
            seats = new ArrayList<>(taken.values());
        }
        seats.forEach(each -> each.seat().close(Ending.because(reason)));
    }
}
