package io.jenkins.plugins.distcompile.simulate;

import io.jenkins.plugins.distcompile.report.BuildEvent;
import io.jenkins.plugins.distcompile.schedule.UnitFacts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Folds the events of one build into a {@link RecordedBuild}. Speeds come from the runs: an agent's speed is the median of
 * planned ÷ measured time over its units, drawn towards the pool's median by two pseudo-runs, so that a single odd unit
 * makes no machine fast; a unit's work is its measured time × the speed of the agent that ran it. One thread.
 */
final class RecordReader implements Consumer<BuildEvent> {
    private static final double PSEUDO_RUNS = 2;
    private static final double LEAST_SECONDS = 1e-3;
    private static final String CLIENT = "";

    private record Run(String unit, String agent, double seconds) {}

    private final Map<String, BuildEvent.UnitPlanned> plan = new LinkedHashMap<>();
    private final Map<String, Run> runs = new HashMap<>();
    private final Map<String, BuildEvent.Prepared> prepared = new HashMap<>();
    private final Map<String, BuildEvent.AgentVerdict> bids = new LinkedHashMap<>();
    private final Map<String, Double> lost = new HashMap<>();
    private final Map<String, Double> sent = new HashMap<>();
    private final Map<String, Double> delays = new HashMap<>();
    /** Processes started (+1) and ended (−1) on the client, by time. */
    private final TreeMap<Double, Integer> clientLoad = new TreeMap<>();

    private String buildId = "";
    private double end;

    @Override
    public void accept(BuildEvent event) {
        end = Math.max(end, event.at());
        if (event instanceof BuildEvent.Started e) {
            buildId = e.buildId();
        } else if (event instanceof BuildEvent.UnitPlanned e) {
            plan.put(e.unit(), e);
        } else if (event instanceof BuildEvent.AgentVerdict e && e.verdict().equals("bid")) {
            bids.merge(e.agent(), e, (first, next) -> next.slots() > first.slots() ? moved(next, first.at()) : first);
            lost.remove(e.agent());
        } else if (event instanceof BuildEvent.AgentVerdict e && e.verdict().equals("left")) {
            // one that was given back would have stayed for more work, and more is what the simulation may have
            if (!BuildEvent.AgentVerdict.NO_MORE_WORK.equals(e.reason())) {
                lost.put(e.agent(), e.at() / 1e3);
            }
        } else if (event instanceof BuildEvent.AgentLost e) {
            lost.put(e.agent(), e.at() / 1e3);
        } else if (event instanceof BuildEvent.Prepared e) {
            prepared.put(e.unit(), e);
            onClient(e.at(), e.seconds());
        } else if (event instanceof BuildEvent.Assigned e) {
            sent.put(e.unit() + '\n' + e.copy(), e.at());
        } else if (event instanceof BuildEvent.CopyRunning e) {
            Double at = sent.get(e.unit() + '\n' + e.copy());
            if (at != null) {
                delays.merge(e.agent(), (e.at() - at) / 1e3, Math::min);
            }
        } else if (event instanceof BuildEvent.CopyEnded e) {
            boolean measured = e.usage() != null && e.usage().runMillis() >= 0;
            if (measured && e.ending().equals("succeeded")) {
                runs.putIfAbsent(
                        e.unit(), new Run(e.unit(), e.agent(), e.usage().runMillis() / 1e3));
            }
        } else if (event instanceof BuildEvent.LocalEnded e) {
            onClient(e.at(), e.seconds());
            runs.putIfAbsent(e.unit(), new Run(e.unit(), CLIENT, e.seconds()));
        }
    }

    private static BuildEvent.AgentVerdict moved(BuildEvent.AgentVerdict bid, double at) {
        return new BuildEvent.AgentVerdict(at, bid.agent(), bid.verdict(), bid.slots(), bid.reason(), bid.profile());
    }

    private void onClient(double endMillis, double seconds) {
        clientLoad.merge(endMillis, -1, Integer::sum);
        clientLoad.merge(endMillis - seconds * 1e3, 1, Integer::sum);
    }

    RecordedBuild build() {
        if (plan.isEmpty()) {
            throw new IllegalArgumentException("the record holds no unit");
        }
        Map<String, Double> speeds = speeds();
        return new RecordedBuild(buildId, units(speeds), agents(speeds), mostOnClient(), end / 1e3);
    }

    private Map<String, Double> speeds() {
        Map<String, List<Double>> logs = new HashMap<>();
        for (Run run : runs.values()) {
            BuildEvent.UnitPlanned unit = plan.get(run.unit);
            if (unit != null && unit.predictedSeconds() > 0) {
                double log = Math.log(unit.predictedSeconds() / Math.max(LEAST_SECONDS, run.seconds));
                logs.computeIfAbsent(run.agent, name -> new ArrayList<>()).add(log);
            }
        }
        // the client's runs are links and the like: they say nothing of the agents' common speed
        double typical = median(logs.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(CLIENT))
                .map(Map.Entry::getValue)
                .flatMap(Collection::stream)
                .toList());
        Map<String, Double> speeds = new HashMap<>();
        logs.forEach((agent, own) -> {
            double weight = own.size() / (own.size() + PSEUDO_RUNS);
            speeds.put(agent, Math.exp(weight * (median(own) - typical)));
        });
        // what the client runs in the simulation takes the time that it took
        speeds.put(CLIENT, 1.0);
        return speeds;
    }

    private static double median(List<Double> values) {
        if (values.isEmpty()) {
            return 0;
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private List<SimulatedUnit> units(Map<String, Double> speeds) {
        Map<String, Integer> index = new HashMap<>();
        plan.keySet().forEach(id -> index.put(id, index.size()));
        double scale = Math.exp(median(runs.values().stream()
                .filter(run -> plan.containsKey(run.unit) && plan.get(run.unit).predictedSeconds() > 0)
                .map(run -> Math.log(work(run, speeds) / plan.get(run.unit).predictedSeconds()))
                .toList()));
        List<SimulatedUnit> units = new ArrayList<>();
        for (BuildEvent.UnitPlanned unit : plan.values()) {
            Run run = runs.get(unit.unit());
            double work = run == null ? Math.max(LEAST_SECONDS, unit.predictedSeconds() * scale) : work(run, speeds);
            units.add(unit(unit, work, predecessors(unit, index)));
        }
        return units;
    }

    private static double work(Run run, Map<String, Double> speeds) {
        return Math.max(LEAST_SECONDS, run.seconds * speeds.getOrDefault(run.agent, 1.0));
    }

    private static int[] predecessors(BuildEvent.UnitPlanned unit, Map<String, Integer> index) {
        List<String> after = unit.after() == null ? List.of() : unit.after();
        for (String id : after) {
            if (!index.containsKey(id)) {
                throw new IllegalArgumentException("unit " + unit.unit() + " waits for " + id + ", which is not there");
            }
        }
        return after.stream().mapToInt(index::get).toArray();
    }

    private SimulatedUnit unit(BuildEvent.UnitPlanned unit, double work, int[] before) {
        BuildEvent.Prepared text = prepared.get(unit.unit());
        boolean remote = unit.localReason() == null;
        UnitFacts facts = new UnitFacts(
                unit.unit(), before, remote, remote ? "" : unit.localReason(), "", remote && text != null, 0, work, 0);
        return new SimulatedUnit(
                facts, work, text == null ? 0 : text.seconds(), text == null ? 0 : text.wireBytes(), false);
    }

    private List<SimulatedAgent> agents(Map<String, Double> speeds) {
        List<SimulatedAgent> agents = new ArrayList<>();
        for (BuildEvent.AgentVerdict bid : bids.values()) {
            int slots = bid.profile() == null
                    ? bid.slots()
                    : Math.max(bid.slots(), bid.profile().slots());
            double delay = Math.min(1, Math.max(1e-4, delays.getOrDefault(bid.agent(), 5e-4)));
            SimulatedAgent agent = SimulatedAgent.healthy(
                            bid.agent(), Math.max(1, slots), speeds.getOrDefault(bid.agent(), 1.0))
                    .roundTrip(2 * delay)
                    .joining(bid.at() / 1e3);
            Double at = lost.get(bid.agent());
            agents.add(at == null ? agent : agent.crashing(at));
        }
        return agents;
    }

    private int mostOnClient() {
        int now = 0;
        int most = 1;
        for (int change : clientLoad.values()) {
            now += change;
            most = Math.max(most, now);
        }
        return most;
    }
}
