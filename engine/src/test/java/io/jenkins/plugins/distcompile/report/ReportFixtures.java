package io.jenkins.plugins.distcompile.report;

import io.jenkins.plugins.distcompile.criteria.AgentProfile;
import io.jenkins.plugins.distcompile.criteria.CompilerFacts;
import io.jenkins.plugins.distcompile.protocol.Message.Usage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * Makes the event streams of realistic builds: a small simulation of four agents that take units in turn, with heavy
 * tailed run times, a compile error, a lost agent, a damaged result, copies at the end, units that stay here, and a link.
 * The same seed makes the same build.
 */
public final class ReportFixtures {

    private record Slot(String agent, double freeAt, double speed) {}

    private static final double LOST_AT_SHARE = 0.45;
    private static final List<String> MODULES = List.of("core", "parser", "net", "render", "store", "ui/widgets");
    private static final List<String> WORDS =
            List.of("buffer", "index", "token", "socket", "shader", "cache", "event", "codec", "layout", "journal");

    private final SplittableRandom random;
    private final List<BuildEvent> events = new ArrayList<>();
    private final int units;

    private ReportFixtures(int units, long seed) {
        this.units = units;
        this.random = new SplittableRandom(seed);
    }

    /** A build of so many units (at least 50), in order of time. */
    public static List<BuildEvent> build(int units, long seed) {
        return new ReportFixtures(units, seed).make();
    }

    /** The name of unit {@code i}, as {@link #build} makes it. */
    public static String name(int i) {
        return "src/" + MODULES.get(i % MODULES.size()) + "/" + WORDS.get(i / 3 % WORDS.size()) + "_" + i + ".cpp";
    }

    /** A profile of a plausible machine. */
    public static AgentProfile profile(String name, String cpu, int cores, int mhz, int slots, int gib) {
        long memory = (long) gib << 30;
        return new AgentProfile(
                name,
                "machine-" + name,
                "linux",
                "x86_64",
                new AgentProfile.Cpu(cpu, cores, cores / 2, mhz),
                new AgentProfile.Memory(memory, memory * 3 / 4),
                new AgentProfile.Disk(512L << 30, 200L << 30),
                new AgentProfile.Network(1_000_000_000L),
                new AgentProfile.Load(0.08, 0.4, -1),
                slots,
                slots,
                0,
                mhz / 3000.0,
                List.of(new CompilerFacts("g++", "12.2.0", "x86_64-linux-gnu", "0".repeat(64))),
                Map.of("rack", "b2"));
    }

    private List<BuildEvent> make() {
        events.add(new BuildEvent.Started(
                0, "demo-118", "2026-11-22T00:10:00Z", units, "build-node-1", List.of("--critical-copies", "2")));
        for (int i = 0; i < units; i++) {
            boolean kept = i % 25 == 7;
            String reason = kept ? (i % 2 == 0 ? "-march=native" : "writes a precompiled header") : null;
            events.add(new BuildEvent.UnitPlanned(
                    0,
                    id(i),
                    i == units - 1 ? "link" : "compile",
                    name(i),
                    needs(i),
                    reason,
                    work(i),
                    critical(i),
                    work(i) + 0.35));
        }
        agents();
        double end = work();
        events.sort(Comparator.comparingDouble(BuildEvent::at));
        events.add(new BuildEvent.Finished(end + 4, false, "1 unit failed", units * 0.051));
        return List.copyOf(events);
    }

    private String id(int i) {
        return i == units - 1 ? "bin/demo" : name(i);
    }

    private List<String> critical(int i) {
        return i == units - 1 ? List.of("path", "data") : work(i) > 3 ? List.of("work") : null;
    }

    private List<String> needs(int i) {
        if (i != units - 1) {
            return List.of();
        }
        List<String> all = new ArrayList<>();
        for (int j = 0; j < Math.min(units - 1, 400); j++) {
            all.add(id(j));
        }
        return all;
    }

    /** Log-normal run times: most near 0.4 s, a few ten times that. */
    private double work(int i) {
        SplittableRandom own = new SplittableRandom(i * 31L + 7);
        double normal = own.nextDouble() + own.nextDouble() + own.nextDouble() + own.nextDouble() - 2;
        return 0.4 * Math.exp(1.4 * normal);
    }

    private void agents() {
        bid(11.2, profile("falcon", "AMD Ryzen 9 7950X", 32, 5700, 4, 64));
        bid(14.8, profile("heron", "Intel Xeon Gold 6338", 16, 3200, 3, 48));
        bid(19.1, profile("kestrel", "Intel Core i7-8700", 12, 4600, 2, 16));
        bid(23.5, profile("wren", "ARM Neoverse N1", 4, 2800, 2, 8));
        events.add(new BuildEvent.AgentVerdict(12.5, "osprey", "declined", 0, "load.cpu 0.93 > 0.7", null));
        events.add(new BuildEvent.AgentVerdict(
                3002, "plover", "unreachable", 0, "connect to plover:7411 timed out after 3 s", null));
    }

    private void bid(double at, AgentProfile profile) {
        events.add(new BuildEvent.AgentVerdict(at, profile.name(), "bid", profile.slots(), null, profile));
        events.add(new BuildEvent.Rated(at, profile.name(), profile.cpu().cores() * 0.9, "EUR", "given"));
    }

    private double work() {
        PriorityQueue<Slot> slots = new PriorityQueue<>(Comparator.comparingDouble(Slot::freeAt));
        addSlots(slots, "falcon", 4, 1.9);
        addSlots(slots, "heron", 3, 1.1);
        addSlots(slots, "kestrel", 2, 1.4);
        addSlots(slots, "wren", 2, 0.7);
        double[] prepareFree = {5, 5};
        double localFree = 10;
        double end = 0;
        double lostAt = units * 62 * LOST_AT_SHARE;
        boolean lost = false;
        for (int i = 0; i < units - 1; i++) {
            if (i % 25 == 7) {
                localFree = local(i, localFree, null, true);
                end = Math.max(end, localFree);
                continue;
            }
            int lane = prepareFree[0] <= prepareFree[1] ? 0 : 1;
            double seconds = 0.02 + 0.06 * random.nextDouble();
            prepareFree[lane] += seconds * 1000;
            long text = 200_000 + random.nextLong(1_500_000);
            events.add(new BuildEvent.Prepared(prepareFree[lane], id(i), seconds, text, text / 6));
            Slot slot = slots.poll();
            if (!lost && slot.agent().equals("wren") && slot.freeAt() > lostAt) {
                lost = true;
                double again = lose(i, slot, prepareFree[lane]);
                slots.removeIf(other -> other.agent().equals("wren"));
                slot = slots.poll();
                double done = remote(i, slot, Math.max(again, slot.freeAt()), 2);
                slots.add(new Slot(slot.agent(), done, slot.speed()));
                end = Math.max(end, done);
                continue;
            }
            double done = remote(i, slot, Math.max(prepareFree[lane], slot.freeAt()), 1);
            slots.add(new Slot(slot.agent(), done, slot.speed()));
            end = Math.max(end, done);
        }
        return local(units - 1, end + 2, null, true);
    }

    private static void addSlots(PriorityQueue<Slot> slots, String agent, int count, double speed) {
        for (int i = 0; i < count; i++) {
            slots.add(new Slot(agent, 30 + i, speed));
        }
    }

    private double lose(int i, Slot slot, double prepared) {
        double at = Math.max(prepared, slot.freeAt());
        assigned(i, 1, "wren", at, 0.9, "earliest predicted finish; only free slot");
        events.add(new BuildEvent.CopyRunning(at + 14, id(i), 1, "wren"));
        events.add(new BuildEvent.AgentLost(at + 810, "wren", "no heartbeat for 3.0 s"));
        events.add(new BuildEvent.CopyEnded(
                at + 811, id(i), 1, "wren", "lost", "no heartbeat for 3.0 s", Usage.NONE, 40_000));
        events.add(new BuildEvent.Reposted(at + 811, id(i), 1, "wren", "no heartbeat for 3.0 s", false));
        events.add(new BuildEvent.Notice(at + 811, "warning", "no progress on wren for 0.8 s: 1 unit waits again"));
        return at + 812;
    }

    private double remote(int i, Slot slot, double from, int copy) {
        double predicted = work(i) / slot.speed();
        double actual = predicted * (0.75 + 0.55 * random.nextDouble());
        double start = from + 6 + 20 * random.nextDouble();
        double end = start + actual * 1000;
        double back = end + 3 + 4 * random.nextDouble();
        assigned(i, copy, slot.agent(), from, predicted, "earliest predicted finish");
        events.add(new BuildEvent.CopyRunning(start, id(i), copy, slot.agent()));
        if (i == 41) {
            return compileError(i, slot, end, back, copy, actual);
        }
        if (i % 90 == 60) {
            duplicate(i, slot, start, end, predicted, copy + 1);
        }
        events.add(
                new BuildEvent.CopyEnded(back, id(i), copy, slot.agent(), "succeeded", null, usage(actual, 2), 90_000));
        String warning = i % 40 == 3
                ? "\u001b[1m" + name(i) + ":17:9:\u001b[0m \u001b[1;35mwarning: \u001b[0munused variable ‘n’\n"
                : "";
        events.add(new BuildEvent.UnitDone(back, id(i), true, slot.agent(), warning, null));
        return back;
    }

    private double compileError(int i, Slot slot, double end, double back, int copy, double actual) {
        String text = "\u001b[1m" + name(i) + ":42:13:\u001b[0m \u001b[1;31merror: \u001b[0m"
                + "‘frobnicate’ was not declared in this scope\n   42 |     \u001b[1;31mfrobnicate\u001b[0m(x);\n"
                + "      |     \u001b[1;31m^~~~~~~~~~\u001b[0m\n";
        events.add(new BuildEvent.CopyEnded(
                back, id(i), copy, slot.agent(), "failed", "exit status 1", usage(actual, 1), 30_000));
        double done = local(i, back + 1, "confirm the compile error of " + slot.agent(), false);
        events.add(new BuildEvent.UnitDone(done, id(i), false, null, text, "exit status 1"));
        return end;
    }

    private void duplicate(int i, Slot slot, double start, double end, double predicted, int copy) {
        String other = slot.agent().equals("heron") ? "falcon" : "heron";
        double at = (start + end) / 2;
        assigned(i, copy, other, at, predicted, "copy: straggler, 1.6 x its prediction");
        events.add(new BuildEvent.CopyRunning(at + 5, id(i), copy, other));
        events.add(new BuildEvent.CopyEnded(
                end + 9,
                id(i),
                copy,
                other,
                "cancelled",
                slot.agent() + " was first",
                usage((end - at) / 1000, 1),
                9_000));
    }

    private double local(int i, double from, String reason, boolean success) {
        double seconds = i == units - 1 ? 0.35 : work(i);
        double end = from + seconds * 1000;
        events.add(new BuildEvent.LocalStarted(from, id(i), reason == null ? "has to stay here" : reason));
        events.add(new BuildEvent.LocalEnded(end, id(i), success, seconds));
        if (success) {
            events.add(new BuildEvent.UnitDone(end, id(i), true, null, "", null));
        }
        return end;
    }

    private void assigned(int i, int copy, String agent, double at, double predicted, String why) {
        events.add(new BuildEvent.Assigned(at, id(i), copy, agent, predicted, why));
    }

    private static Usage usage(double seconds, long queuedMillis) {
        long run = Math.round(seconds * 1000);
        return new Usage(queuedMillis, run, run * 9 / 10, run / 10, 180L << 20);
    }
}
