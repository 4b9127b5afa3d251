package io.jenkins.plugins.distcompile.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the scheduler's parts share: time, configuration, tables, and the decisions of the event in hand. */
final class Build {
    /** Name under which this machine's speed is learnt; no agent is called so. */
    static final String HERE = "";

    final SchedulerConfig config;
    final SelectionScheme scheme;
    final CriticalPath path;
    final SpeedBook speeds;
    final Timers timers = new Timers();
    final Agents agents;
    final Units units;
    final CopyBudget budget;
    final LocalWork local;
    final Copies copies;
    final Pool pool;
    final Liveness liveness;
    final TextSizes texts = new TextSizes();
    final Turnaround turnaround = new Turnaround();
    final KeepHere keepHere;
    final Rescue rescue;
    final Trial trial;
    final Probe probe;
    final ProgressWatch watch;
    /** null = all units are known from the beginning. */
    final OpenPlan plan;
    /** Agents, units and copies looked at so far: what an event costs, for the tests that bound it. */
    long steps;

    /** Whether agents may run any of the units. */
    boolean anyRemote;

    /** Speed of the fastest agent that the history knows, when it knows as many as are listed; infinite = it does not. */
    double fastestKnown = Double.POSITIVE_INFINITY;

    long now;
    boolean started;
    long startedAt;
    boolean finished;
    long awards;
    long bids;
    int redundantCopies;
    int reposts;
    List<Decision> out = new ArrayList<>();

    /** @param open whether units may be added */
    Build(SchedulerConfig config, List<UnitFacts> facts, boolean open) {
        this.config = config;
        scheme = SelectionScheme.named(config.scheme());
        path = new CriticalPath(facts);
        anyRemote = facts.stream().anyMatch(UnitFacts::remote);
        double uncertainty =
                facts.stream().mapToDouble(UnitFacts::uncertainty).average().orElse(0);
        speeds = new SpeedBook(uncertainty);
        agents = new Agents(
                this,
                facts.stream()
                        .filter(UnitFacts::remote)
                        .map(UnitFacts::compiler)
                        .collect(Collectors.toSet()));
        units = new Units(this, facts);
        double work = facts.stream().mapToDouble(UnitFacts::workSeconds).sum();
        budget = new CopyBudget(config.copyBudget() * work);
        local = new LocalWork(this);
        copies = new Copies(this);
        pool = new Pool(this, facts);
        liveness = new Liveness(this);
        keepHere = new KeepHere(this);
        rescue = new Rescue(this);
        trial = new Trial(this, uncertainty);
        probe = new Probe(this);
        watch = new ProgressWatch(this);
        plan = open ? new OpenPlan(this) : null;
    }

    /** Whether units may still be added: then slots are kept for them. */
    boolean isOpen() {
        return plan != null && plan.isOpen();
    }

    void decide(Decision decision) {
        out.add(decision);
    }

    /** Predicted nanoseconds until everything is done, if all slots stay busy, those of agents about to bid included. */
    double nanosLeft() {
        double work = units.openWork();
        double speed = agents.usableSpeed > 0 ? agents.usableSpeed * pool.growth() : config.localJobs();
        return work * speeds.scale() / speed * 1e9;
    }
}
