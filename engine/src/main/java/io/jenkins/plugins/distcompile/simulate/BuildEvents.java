package io.jenkins.plugins.distcompile.simulate;

import io.jenkins.plugins.distcompile.protocol.Message.Usage;
import io.jenkins.plugins.distcompile.report.BuildEvent;
import io.jenkins.plugins.distcompile.schedule.Decision;
import io.jenkins.plugins.distcompile.schedule.Event;
import io.jenkins.plugins.distcompile.schedule.Event.Ending;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Tells a simulated build in the words of a real one, so that the report, the summary and the event log take it as it is.
 * Hand it to {@link Simulation#watchedBy}. One thread.
 */
public final class BuildEvents implements Simulation.Watcher {
    private final String title;
    private final List<String> options;
    private final List<SimulatedUnit> units;
    private final Consumer<BuildEvent> sink;

    /**
     * @param title shown as the build's name
     * @param options shown as the build's options
     */
    public BuildEvents(String title, List<String> options, List<SimulatedUnit> units, Consumer<BuildEvent> sink) {
        this.title = title;
        this.options = List.copyOf(options);
        this.units = List.copyOf(units);
        this.sink = sink;
    }

    @Override
    public void event(double seconds, Event event) {
        double at = millis(seconds);
        if (event instanceof Event.Started) {
            started();
        } else if (event instanceof Event.BidArrived e) {
            sink.accept(
                    new BuildEvent.AgentVerdict(at, e.agent(), "bid", e.offer().slots(), null, null));
        } else if (event instanceof Event.AgentGone e) {
            sink.accept(new BuildEvent.AgentLost(at, e.agent(), e.reason()));
        } else if (event instanceof Event.Prepared e) {
            double prepare = units.get(e.unit()).prepareSeconds();
            sink.accept(new BuildEvent.Prepared(at, id(e.unit()), prepare, e.textBytes(), e.wireBytes()));
        } else if (event instanceof Event.CopyStarted e) {
            sink.accept(
                    new BuildEvent.CopyRunning(at, id(e.copy().unit()), e.copy().number(), e.agent()));
        } else if (event instanceof Event.SlotsWithdrawn e) {
            e.handedBack().forEach(copy -> ended(at, copy, e.agent(), "handed-back", e.reason(), Usage.NONE));
        } else if (event instanceof Event.CopyEnded e) {
            ended(at, e.copy(), e.agent(), name(e.ending()), e.reason(), usage(e.runNanos()));
        } else if (event instanceof Event.LocalEnded e) {
            sink.accept(new BuildEvent.LocalEnded(at, id(e.unit()), e.success(), e.runNanos() / 1e9));
        }
    }

    @Override
    public void decision(double seconds, Decision decision) {
        double at = millis(seconds);
        if (decision instanceof Decision.Assign d) {
            sink.accept(new BuildEvent.Assigned(
                    at, id(d.copy().unit()), d.copy().number(), d.agent(), d.predictedNanos() / 1e9, d.why()));
        } else if (decision instanceof Decision.Drop d) {
            sink.accept(new BuildEvent.AgentLost(at, d.agent(), d.reason()));
        } else if (decision instanceof Decision.Reposted d) {
            sink.accept(new BuildEvent.Reposted(
                    at, id(d.copy().unit()), d.copy().number(), d.agent(), d.reason(), !d.fault()));
        } else if (decision instanceof Decision.RunLocally d) {
            sink.accept(new BuildEvent.LocalStarted(at, id(d.unit()), d.reason()));
        } else if (decision instanceof Decision.Accept d) {
            sink.accept(new BuildEvent.UnitDone(at, id(d.unit()), true, d.agent(), "", null));
        } else if (decision instanceof Decision.Fail d && d.tried()) {
            sink.accept(new BuildEvent.UnitDone(at, id(d.unit()), false, null, "", d.reason()));
        } else if (decision instanceof Decision.Stalled d) {
            sink.accept(new BuildEvent.Notice(at, "warning", d.text()));
        } else if (decision instanceof Decision.Finish d) {
            sink.accept(new BuildEvent.Finished(at, d.success(), d.reason(), 0));
        }
    }

    private void ended(double at, Event.Copy copy, String agent, String ending, String reason, Usage usage) {
        sink.accept(new BuildEvent.CopyEnded(at, id(copy.unit()), copy.number(), agent, ending, reason, usage, 0));
    }

    private void started() {
        sink.accept(new BuildEvent.Started(0, title, "", units.size(), "simulation", options));
        for (SimulatedUnit unit : units) {
            List<String> after = Arrays.stream(unit.facts().predecessors())
                    .mapToObj(this::id)
                    .toList();
            String local = unit.facts().remote() ? null : unit.facts().localReason();
            sink.accept(new BuildEvent.UnitPlanned(
                    0,
                    unit.facts().id(),
                    "command",
                    null,
                    after,
                    local,
                    unit.facts().workSeconds()));
        }
    }

    private String id(int unit) {
        return units.get(unit).facts().id();
    }

    private static double millis(double seconds) {
        return Math.round(seconds * 1e6) / 1e3;
    }

    private static Usage usage(long runNanos) {
        long millis = Math.round(runNanos / 1e6);
        return runNanos < 0 ? Usage.NONE : new Usage(0, millis, millis, 0, -1);
    }

    private static String name(Ending ending) {
        return switch (ending) {
            case SUCCEEDED -> "succeeded";
            case UNIT_FAILED -> "failed";
            case AGENT_FAULT -> "agent-fault";
            case REFUSED -> "refused";
            case CANCELLED -> "cancelled";
        };
    }
}
