package io.jenkins.plugins.distcompile.report.live;

import io.jenkins.plugins.distcompile.report.BuildReport;
import io.jenkins.plugins.distcompile.report.PageData;
import io.jenkins.plugins.distcompile.report.ReportBuilder;
import io.jenkins.plugins.distcompile.report.Summary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.UnaryOperator;

/**
 * A build's page data, kept up with a log that may still be growing. Any thread may call it; calls wait for each other.
 * Memory: the folded events (some kilobytes a unit), and as many reports as {@link #KEPT_FRAMES} share.
 */
public final class LiveReport {

    /** Earlier states from which a page can be brought up to date; a page that is further behind gets everything. */
    static final int KEPT_FRAMES = 5;

    /** How often the log is looked at, whoever asks. */
    static final long LOOK_EVERY_MILLIS = 500;

    private final Path events;
    private final Deque<Frame> frames = new ArrayDeque<>(); // newest last
    private EventTail tail;
    private EventGuard guard;
    private ReportBuilder builder;
    private long lookedAt = Long.MIN_VALUE / 2;

    /**
     * The state after so many lines of the log.
     *
     * @param sequence lines read; a page says it to get what came later
     * @param damaged lines that were no events, and events that were out of bounds
     */
    public record Frame(long sequence, BuildReport report, Summary summary, long damaged) {}

    private record Whole(long next, boolean complete, BuildReport report, Summary summary, long damaged) {}

    private record Part(long next, boolean complete, ReportDelta delta, Summary summary, long damaged) {}

    private record Same(long next, boolean complete) {}

    /** @param events the log; it need not be there yet */
    public LiveReport(Path events) {
        this.events = events;
        restart();
    }

    private void restart() {
        tail = new EventTail(events);
        builder = new ReportBuilder();
        guard = new EventGuard(builder);
        frames.clear();
    }

    /**
     * The newest state, read from the log unless that was done within the last {@value #LOOK_EVERY_MILLIS} ms.
     *
     * @param nowMillis the caller's clock, any origin, never going back
     * @throws IOException if the log cannot be read
     */
    public synchronized Frame frame(long nowMillis) throws IOException {
        if (nowMillis - lookedAt >= LOOK_EVERY_MILLIS || frames.isEmpty()) {
            if (!tail.poll(guard)) {
                restart();
                tail.poll(guard);
            }
            lookedAt = nowMillis;
            if (frames.isEmpty() || frames.getLast().sequence() != tail.lines()) {
                BuildReport report = builder.snapshot();
                frames.addLast(new Frame(tail.lines(), report, Summary.of(report), tail.damaged() + guard.leftOut()));
            }
            while (frames.size() > KEPT_FRAMES) {
                frames.removeFirst();
            }
        }
        return frames.getLast();
    }

    /**
     * What a page needs to show the newest state: everything, or what came after the state that it has, or only that
     * nothing did.
     *
     * @param since the {@code next} of the answer before; -1 = the page has nothing
     * @param over the build has ended, whether its log says so or not
     * @return {@code {"next", "complete", …}} with {@code report} and {@code summary}, or {@code delta} and
     *     {@code summary}, or neither
     */
    public synchronized String timeline(long since, boolean over, long nowMillis) throws IOException {
        return timeline(since, over, nowMillis, summary -> summary);
    }

    /** The same with a summary to which {@code knowing} adds. */
    public synchronized String timeline(long since, boolean over, long nowMillis, UnaryOperator<Summary> knowing)
            throws IOException {
        Frame newest = frame(nowMillis);
        boolean complete = over || newest.report().head().finished();
        if (since == newest.sequence()) {
            return PageData.json(new Same(since, complete));
        }
        for (Frame frame : frames) {
            if (frame.sequence() == since) {
                ReportDelta delta = ReportDelta.between(frame.report(), newest.report());
                return PageData.json(new Part(
                        newest.sequence(), complete, delta, knowing.apply(newest.summary()), newest.damaged()));
            }
        }
        return PageData.json(new Whole(
                newest.sequence(), complete, newest.report(), knowing.apply(newest.summary()), newest.damaged()));
    }

    /** Folds a whole finished log once; nothing is kept. */
    public static Frame read(Path events) throws IOException {
        return new LiveReport(events).frame(0);
    }
}
