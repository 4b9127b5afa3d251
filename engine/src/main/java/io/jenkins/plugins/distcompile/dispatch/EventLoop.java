package io.jenkins.plugins.distcompile.dispatch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The one thread on which the scheduler and all its bookkeeping live. Link readers and workers only post; when the
 * queue is full they wait, which is the back-pressure on a flood of messages. After {@link #stop} posts are dropped.
 */
final class EventLoop {
    private static final int CAPACITY = 16_384;
    /** Steps in one turn: what they hand over together waits for no more than these. */
    private static final int MOST_IN_A_TURN = 32;

    private final BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final List<Runnable> turn = new ArrayList<>(MOST_IN_A_TURN);
    private final ArrayDeque<Runnable> afterwards = new ArrayDeque<>();
    private volatile boolean stopped;

    /** Hands a step to the loop's thread; blocks while the queue is full. Safe from any thread. */
    void post(Runnable step) {
        try {
            while (!stopped && !queue.offer(step, 1, TimeUnit.SECONDS)) {
                // The offer itself waits for room; the loop only looks whether anybody still reads.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Leaves something for the end of the turn: work for other threads, which are woken once for all that one turn brings
     * them. The loop's thread only.
     */
    void afterTurn(Runnable step) {
        afterwards.add(step);
    }

    /**
     * Runs a turn of posted steps, after having waited for the first until the deadline or {@link #stop}; the loop's thread
     * only.
     */
    void runUntil(long deadlineNanos) throws InterruptedException {
        endTurn();
        long left = deadlineNanos - System.nanoTime();
        Runnable first = left > 0 ? queue.poll(left, TimeUnit.NANOSECONDS) : queue.poll();
        if (first != null) {
            turn.add(first);
            queue.drainTo(turn, MOST_IN_A_TURN - 1);
        }
        try {
            for (int i = 0; i < turn.size() && !stopped; i++) {
                turn.get(i).run();
            }
        } finally {
            turn.clear();
        }
        endTurn();
    }

    /** Does what has been left for the end of the turn, now; the loop's thread only. */
    void endTurn() {
        Runnable step = afterwards.poll();
        while (step != null) {
            step.run();
            step = afterwards.poll();
        }
    }

    void stop() {
        stopped = true;
        queue.clear();
    }
}
