package io.jenkins.plugins.distcompile.schedule;

import java.util.PriorityQueue;

/** Deadlines in order of time, then of setting. A timer is never cancelled: its action looks whether it still matters. */
final class Timers {
    private final PriorityQueue<Timer> queue = new PriorityQueue<>();
    private long count;

    void at(long nanos, Runnable action) {
        queue.add(new Timer(nanos, count++, action));
    }

    long next() {
        Timer first = queue.peek();
        return first == null ? Long.MAX_VALUE : first.nanos;
    }

    /** Runs what is due. Actions may set further timers, later than now. */
    void runDue(long now) {
        while (!queue.isEmpty() && queue.peek().nanos <= now) {
            queue.remove().action.run();
        }
    }

    void clear() {
        queue.clear();
    }

    private record Timer(long nanos, long order, Runnable action) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            int byTime = Long.compare(nanos, other.nanos);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }
}
