package io.jenkins.plugins.distcompile.dispatch;

import io.jenkins.plugins.distcompile.schedule.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Takes units into an open plan while its build runs, and tells whoever wanted one how it ended. Any thread may call; answers
 * come on the build's thread. What is handed over after the build's end is forgotten: its caller has to see the end himself.
 */
public final class UnitIntake {
    private final BuildPlan plan;
    private final Journal journal;
    private final EventLoop loop;
    private final Consumer<Event> scheduler;
    private final Map<Integer, Listener> listeners = new HashMap<>(); // the build's thread
    private boolean closed; // the build's thread

    /** Whoever wants a unit; told once, on the build's thread. */
    public interface Listener {
        /**
         * The unit has its result, or never will.
         *
         * @param status the compiler's exit status; 0 = its files are where they belong
         * @param said what the compiler said, or why nothing was compiled
         */
        void settled(int status, String said);

        /** The plan had been closed before; nothing has been done. */
        void tooLate();
    }

    /** A unit that somebody waits for. */
    public final class Called {
        private int unit = -1; // the build's thread; -1 = not added yet

        private Called() {}

        /** Nobody does any more: the unit ends wherever it runs. Without effect once it is settled. */
        public void giveUp(String reason) {
            loop.post(() -> {
                if (unit >= 0 && listeners.containsKey(unit)) {
                    scheduler.accept(new Event.Unwanted(System.nanoTime(), unit, reason));
                }
            });
        }
    }

    /** @param scheduler told on the build's thread */
    UnitIntake(BuildPlan plan, Journal journal, EventLoop loop, Consumer<Event> scheduler) {
        this.plan = plan;
        this.journal = journal;
        this.loop = loop;
        this.scheduler = scheduler;
    }

    /** @param call one that is for agents */
    public Called add(CallReader.Call call, Listener listener) {
        Called called = new Called();
        loop.post(() -> {
            if (closed) {
                listener.tooLate();
                return;
            }
            UnitWork work = plan.add(call.finding(), call.environment());
            called.unit = work.index();
            listeners.put(work.index(), listener);
            journal.planned(work);
            scheduler.accept(new Event.UnitsAdded(System.nanoTime(), List.of(work.facts())));
        });
        return called;
    }

    /**
     * No further units come; the build ends when those at hand have.
     *
     * @param success whether it is to count as good
     * @param reason in words
     */
    public void close(boolean success, String reason) {
        loop.post(() -> {
            closed = true;
            scheduler.accept(new Event.PlanClosed(System.nanoTime(), success, reason));
        });
    }

    /** The build's thread only. */
    void settled(int unit, int status, String said) {
        Listener listener = listeners.remove(unit);
        if (listener != null) {
            listener.settled(status, said);
        }
    }
}
