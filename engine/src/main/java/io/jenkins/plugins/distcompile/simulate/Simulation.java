package io.jenkins.plugins.distcompile.simulate;

import io.jenkins.plugins.distcompile.schedule.Decision;
import io.jenkins.plugins.distcompile.schedule.Event;
import io.jenkins.plugins.distcompile.schedule.Event.Copy;
import io.jenkins.plugins.distcompile.schedule.Event.Ending;
import io.jenkins.plugins.distcompile.schedule.Offer;
import io.jenkins.plugins.distcompile.schedule.Scheduler;
import io.jenkins.plugins.distcompile.schedule.SchedulerConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * One simulated build: the real {@link Scheduler} in virtual time, with helpers, links and a client machine that behave as
 * told. Deterministic for a seed. Use once, from one thread.
 */
public final class Simulation {
    private static final long MOST_EVENTS = 20_000_000;
    private static final double TEXT_BYTES_PER_SECOND = 300_000;
    private static final double TEXT_SIGMA = 0.5;

    private final SchedulerConfig config;
    private final List<SimulatedUnit> units;
    private Scheduler scheduler;
    private final Audit audit;
    private final SplittableRandom random;
    private final long seed;
    private final boolean record;
    private final Map<String, Machine> machines = new LinkedHashMap<>();
    private final PriorityQueue<Timed> agenda = new PriorityQueue<>();
    private final Map<Integer, Long> localRuns = new HashMap<>();
    private final List<Decision> decisions = new ArrayList<>();
    private double now;
    private double busySeconds;
    /** null = nobody watches. */
    private Watcher watcher;
    /** null = all units are known from the beginning. */
    private double[] arrivals;

    private long serial;
    private long events;
    private long mostSteps;
    private int preparing;
    private int localStarted;
    private double nextTick = Double.POSITIVE_INFINITY;

    /** Is told everything, in order. */
    public interface Watcher {

        /** The scheduler is about to be given this event. */
        void event(double seconds, Event event);

        /** The scheduler has decided this. */
        void decision(double seconds, Decision decision);
    }

    /** @param record whether the outcome is to hold all decisions */
    public Simulation(
            SchedulerConfig config, List<SimulatedUnit> units, List<SimulatedAgent> agents, long seed, boolean record) {
        this.config = config;
        this.units = List.copyOf(units);
        this.record = record;
        random = new SplittableRandom(seed);
        this.seed = seed;
        audit = new Audit(config, this.units);
        scheduler =
                new Scheduler(config, units.stream().map(SimulatedUnit::facts).toList());
        for (SimulatedAgent agent : agents) {
            machines.put(agent.name(), new Machine(agent));
        }
    }

    /** Lets somebody watch the build; to be called before {@link #run}. */
    public Simulation watchedBy(Watcher someone) {
        watcher = someone;
        return this;
    }

    /**
     * Lets the units come one after the other, at these times, to a plan that is open until the last has come; to be called
     * before {@link #run}.
     */
    public Simulation arriving(double[] seconds) {
        arrivals = seconds.clone();
        audit.leaveVerdict();
        scheduler = Scheduler.open(config);
        return this;
    }

    /**
     * Runs the build to its end.
     *
     * @param limitSeconds virtual time after which it counts as hung
     */
    public Outcome run(double limitSeconds) {
        at(0, () -> tell(new Event.Started(nanos())));
        if (arrivals != null) {
            arrive();
        }
        for (Machine machine : machines.values()) {
            at(machine.spec.joinsAt(), () -> join(machine));
            for (Mishap mishap : machine.spec.mishaps()) {
                happen(machine, mishap);
            }
        }
        while (!audit.finished() && !agenda.isEmpty() && events < MOST_EVENTS) {
            Timed next = agenda.remove();
            now = Math.max(now, next.seconds);
            if (now > limitSeconds) {
                break;
            }
            next.action.run();
        }
        audit.check(audit.finished(), "not finished after " + now + " s");
        double bound = LowerBound.seconds(
                units, machines.values().stream().map(machine -> machine.spec).toList());
        return new Outcome(
                now,
                bound,
                audit.success,
                audit.accepted(),
                audit.failed(),
                localStarted,
                busyShare(),
                scheduler.progress(),
                events,
                scheduler.steps(),
                mostSteps,
                decisions,
                audit.violations());
    }

    private void arrive() {
        double last = 0;
        for (int i = 0; i < arrivals.length; i++) {
            SimulatedUnit unit = units.get(i);
            last = Math.max(last, arrivals[i]);
            at(last, () -> tell(new Event.UnitsAdded(nanos(), List.of(unit.facts()))));
        }
        at(last, () -> tell(new Event.PlanClosed(nanos(), true, "the last unit has come")));
    }

    private void happen(Machine machine, Mishap mishap) {
        if (mishap instanceof Mishap.Crash m) {
            at(m.at(), () -> crash(machine, "link broken"));
        } else if (mishap instanceof Mishap.Freeze m) {
            at(m.until(), () -> thaw(machine));
        } else if (mishap instanceof Mishap.Owner m) {
            at(m.from(), () -> take(machine));
            at(m.until(), () -> giveBack(machine));
        }
    }

    private double busyShare() {
        double slots = machines.values().stream()
                .mapToInt(machine -> machine.spec.slots())
                .sum();
        return slots == 0 || now == 0 ? 0 : busySeconds / (slots * now);
    }

    private void at(double seconds, Runnable action) {
        if (seconds < Double.POSITIVE_INFINITY) {
            agenda.add(new Timed(seconds, serial++, action));
        }
    }

    private long nanos() {
        return Math.round(now * 1e9);
    }

    private void tell(Event event) {
        if (audit.finished()) {
            return;
        }
        events++;
        if (watcher != null) {
            watcher.event(now, event);
        }
        long before = scheduler.steps();
        List<Decision> decided = scheduler.on(event);
        mostSteps = Math.max(mostSteps, (scheduler.steps() - before) / (1 + decided.size()));
        for (Decision decision : decided) {
            if (watcher != null) {
                watcher.decision(now, decision);
            }
            if (record) {
                decisions.add(decision);
            }
            carryOut(decision);
        }
        if (events % 64 == 0 || audit.finished()) {
            audit.budget(scheduler.progress());
        }
        long deadline = scheduler.nextDeadlineNanos();
        if (deadline != Long.MAX_VALUE && deadline / 1e9 < nextTick) {
            double when = Math.max(now, deadline / 1e9);
            nextTick = when;
            at(when, () -> tick(when, deadline));
        }
    }

    private void tick(double when, long deadline) {
        if (nextTick == when) {
            nextTick = Double.POSITIVE_INFINITY;
            tell(new Event.Tick(Math.max(nanos(), deadline)));
        }
    }

    private void carryOut(Decision decision) {
        if (decision instanceof Decision.Prepare d) {
            preparing++;
            at(now + units.get(d.unit()).prepareSeconds(), () -> prepared(d.unit()));
        } else if (decision instanceof Decision.RunLocally d) {
            runHere(d.unit());
        } else if (decision instanceof Decision.CancelLocal d) {
            localRuns.remove(d.unit());
        } else if (decision instanceof Decision.Announce d) {
            deliver(d.agent(), machine -> {
                machine.wanted = d.waitingUnits();
                bid(machine);
            });
        } else if (decision instanceof Decision.Assign d) {
            assign(d.copy(), machines.get(d.agent()));
        } else if (decision instanceof Decision.Cancel d) {
            deliver(d.agent(), machine -> cancel(machine, d.copy()));
        } else if (decision instanceof Decision.Release d) {
            machines.get(d.agent()).reserved -= d.slots();
        } else if (decision instanceof Decision.Probe d) {
            deliver(d.agent(), machine -> reply(machine, () -> tell(new Event.AgentHeard(nanos(), d.agent()))));
        } else if (decision instanceof Decision.Drop d) {
            machines.get(d.agent()).crash();
        }
        audit.see(decision, preparing + localRuns.size());
        if (decision instanceof Decision.Assign d) {
            audit.load(machines.get(d.agent()));
        }
    }

    // ---- the client machine

    private void prepared(int unit) {
        preparing--;
        long bytes = units.get(unit).wireBytes();
        tell(new Event.Prepared(nanos(), unit, textBytes(unit), bytes));
    }

    /** The text goes with the true time, but not closely: a correlation of about 0.8 in the logarithms. */
    private long textBytes(int unit) {
        SplittableRandom luck = new SplittableRandom(seed * 1_000_003 + unit);
        double gaussian = Math.sqrt(-2 * Math.log(1 - luck.nextDouble())) * Math.cos(2 * Math.PI * luck.nextDouble());
        return Math.round(units.get(unit).workSeconds() * TEXT_BYTES_PER_SECOND * Math.exp(TEXT_SIGMA * gaussian));
    }

    private void runHere(int unit) {
        long run = serial++;
        localRuns.put(unit, run);
        localStarted++;
        double seconds = units.get(unit).workSeconds();
        at(now + seconds, () -> {
            if (localRuns.getOrDefault(unit, -1L) == run) {
                localRuns.remove(unit);
                tell(new Event.LocalEnded(nanos(), unit, !units.get(unit).fails(), (long) (seconds * 1e9)));
            }
        });
    }

    // ---- links

    private interface Receipt {
        void on(Machine machine);
    }

    /** Something reaches the helper after half a round trip; after the thaw when it is frozen; never when it is gone. */
    private void deliver(String agent, Receipt receipt) {
        Machine machine = machines.get(agent);
        at(now + machine.spec.roundTripSeconds() / 2, () -> whenAwake(machine, () -> receipt.on(machine)));
    }

    private void whenAwake(Machine machine, Runnable action) {
        if (!machine.linked) {
            return;
        }
        if (machine.frozen(now)) {
            machine.deferred.add(action);
        } else {
            action.run();
        }
    }

    private void reply(Machine machine, Runnable action) {
        at(now + machine.spec.roundTripSeconds() / 2, () -> {
            if (machine.linked) {
                action.run();
            }
        });
    }

    // ---- helpers

    private void join(Machine machine) {
        machine.linked = true;
        tell(new Event.AgentConnected(nanos(), machine.spec.name()));
    }

    private void crash(Machine machine, String reason) {
        if (machine.linked) {
            machine.crash();
            tell(new Event.AgentGone(nanos(), machine.spec.name(), reason));
        }
    }

    private void thaw(Machine machine) {
        List<Runnable> deferred = List.copyOf(machine.deferred);
        machine.deferred.clear();
        deferred.forEach(Runnable::run);
        if (machine.linked && machine.reserved > 0) {
            tell(new Event.AgentHeard(nanos(), machine.spec.name()));
        }
    }

    /** Its owner comes: it hands back what it holds, and stays silent until he has gone. */
    private void take(Machine machine) {
        machine.taken = true;
        if (!machine.linked) {
            return;
        }
        List<Copy> held = machine.held();
        machine.startedAt.values().forEach(since -> busySeconds += now - since);
        machine.drop();
        reply(machine, () -> {
            int slots = machine.reserved;
            machine.reserved = 0;
            machine.assigned -= held.size();
            tell(new Event.SlotsWithdrawn(nanos(), machine.spec.name(), slots, held, "its owner needs it"));
        });
    }

    private void giveBack(Machine machine) {
        machine.taken = false;
        if (machine.linked) {
            bid(machine);
        }
    }

    private void bid(Machine machine) {
        SimulatedAgent spec = machine.spec;
        int slots = Math.min(spec.slots() - machine.reserved, machine.wanted);
        if (slots <= 0 || machine.taken) {
            return;
        }
        machine.reserved += slots;
        Offer offer = new Offer(
                slots,
                spec.name(),
                spec.compilers(),
                spec.memoryBytes(),
                spec.offeredSpeed(),
                spec.slots() * spec.offeredSpeed(),
                (long) spec.bitsPerSecond(),
                (long) (spec.roundTripSeconds() * 1e9));
        reply(machine, () -> tell(new Event.BidArrived(nanos(), spec.name(), offer)));
        if (!machine.beating) {
            machine.beating = true;
            beat(machine);
        }
    }

    private void beat(Machine machine) {
        at(now + config.heartbeat().toNanos() / 1e9, () -> {
            if (!machine.linked || machine.reserved == 0) {
                machine.beating = false;
                return;
            }
            if (!machine.frozen(now)) {
                tell(new Event.AgentHeard(nanos(), machine.spec.name()));
            }
            beat(machine);
        });
    }

    private void assign(Copy copy, Machine machine) {
        machine.assigned++;
        double transfer = units.get(copy.unit()).wireBytes() * 8 / machine.spec.bitsPerSecond();
        at(
                now + machine.spec.roundTripSeconds() / 2 + transfer,
                () -> whenAwake(machine, () -> {
                    if (machine.taken) {
                        end(machine, copy, Ending.CANCELLED, -1e-9);
                        return;
                    }
                    machine.queue.add(copy);
                    startNext(machine);
                }));
    }

    private void startNext(Machine machine) {
        while (machine.running.size() < machine.spec.slots() && !machine.queue.isEmpty()) {
            Copy copy = machine.queue.remove();
            long run = serial++;
            machine.running.put(copy, run);
            machine.startedAt.put(copy, now);
            String name = machine.spec.name();
            reply(machine, () -> tell(new Event.CopyStarted(nanos(), name, copy)));
            double seconds = machine.spec.runSeconds(now, units.get(copy.unit()).workSeconds());
            if (!machine.spec.hangs()) {
                at(now + seconds, () -> whenAwake(machine, () -> runEnded(machine, copy, run, seconds)));
            }
        }
    }

    private void runEnded(Machine machine, Copy copy, long run, double seconds) {
        if (machine.running.getOrDefault(copy, -1L) != run) {
            return;
        }
        machine.running.remove(copy);
        busySeconds += now - machine.startedAt.remove(copy);
        boolean fault = machine.spec.faultRate() > 0 && random.nextDouble() < machine.spec.faultRate();
        Ending ending =
                fault ? Ending.AGENT_FAULT : units.get(copy.unit()).fails() ? Ending.UNIT_FAILED : Ending.SUCCEEDED;
        end(machine, copy, ending, seconds);
        startNext(machine);
    }

    private void cancel(Machine machine, Copy copy) {
        if (machine.queue.remove(copy) || machine.running.remove(copy) != null) {
            Double since = machine.startedAt.remove(copy);
            busySeconds += since == null ? 0 : now - since;
            end(machine, copy, Ending.CANCELLED, -1e-9);
            startNext(machine);
        }
    }

    private void end(Machine machine, Copy copy, Ending ending, double seconds) {
        reply(machine, () -> {
            machine.assigned--;
            tell(new Event.CopyEnded(nanos(), machine.spec.name(), copy, ending, (long) (seconds * 1e9), "simulated"));
        });
    }

    private record Timed(double seconds, long order, Runnable action) implements Comparable<Timed> {
        @Override
        public int compareTo(Timed other) {
            int byTime = Double.compare(seconds, other.seconds);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }
}
