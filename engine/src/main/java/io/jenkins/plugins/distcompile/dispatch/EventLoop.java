package io.jenkins.plugins.distcompile.dispatch;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The one thread on which the scheduler and all its bookkeeping live. Link readers and workers only post; when the
 * queue is full they wait, which is the back-pressure on a flood of messages. After {@link #stop} posts are dropped.
 */
final class EventLoop {
    private static final int CAPACITY = 16_384;

    private final BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(CAPACITY);
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

    /** Runs posted steps until the deadline has come or {@link #stop} was called; the loop's thread only. */
    void runUntil(long deadlineNanos) throws InterruptedException {
        long left = deadlineNanos - System.nanoTime();
        Runnable step = left > 0 ? queue.poll(left, TimeUnit.NANOSECONDS) : queue.poll();
        while (step != null && !stopped) {
            step.run();
            step = queue.poll();
        }
    }

    void stop() {
        stopped = true;
        queue.clear();
    }
}
