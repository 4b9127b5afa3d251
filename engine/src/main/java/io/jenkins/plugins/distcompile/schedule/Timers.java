package io.jenkins.plugins.distcompile.schedule;

import java.util.PriorityQueue;

/** Deadlines in order of time, then of setting. A timer is never cancelled: its action looks whether it still matters. */
final class Timers {
    private final PriorityQueue<Timer> queue = new PriorityQueue<>();
    private long count;
    /** The earliest time that somebody wants to look again; MAX_VALUE = nobody does. */
    private long wakeAt = Long.MAX_VALUE;

    void at(long nanos, Runnable action) {
        queue.add(new Timer(nanos, count++, action));
    }

    /** Lets everything be looked at again at this time. One wish stands for all later ones: they are repeated then. */
    void wake(long nanos) {
        if (nanos < wakeAt) {
            wakeAt = nanos;
            at(nanos, () -> wakeAt = Long.MAX_VALUE);
        }
    }

    long next() {
        Timer first = queue.peek();
        return first == null ? Long.MAX_VALUE : first.nanos;
    }

    /** Runs what is due; false = nothing was. Actions may set further timers, later than now. */
    boolean runDue(long now) {
        boolean any = false;
        while (!queue.isEmpty() && queue.peek().nanos <= now) {
            queue.remove().action.run();
            any = true;
        }
        return any;
    }

    void clear() {
        queue.clear();
        wakeAt = Long.MAX_VALUE;
    }

    private record Timer(long nanos, long order, Runnable action) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            int byTime = Long.compare(nanos, other.nanos);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }
}
