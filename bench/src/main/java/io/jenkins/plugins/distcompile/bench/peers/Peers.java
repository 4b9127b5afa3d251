package io.jenkins.plugins.distcompile.bench.peers;

import io.jenkins.plugins.distcompile.bench.PerformancePage;
import io.jenkins.plugins.distcompile.bench.Series;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Ours, distcc and icecc on the same simulated hosts and units, in turn; started by {@code bench/peers/run}. */
public final class Peers {
    private static final int SLOTS = 2;
    private static final int LIMIT_SECONDS = 180;
    private static final long SEED = 1;

    private final Path work;
    private final Path launcher;
    private final Path simcc;
    private final int rounds;
    private final String who;
    private final List<String> rows = new ArrayList<>();
    private final Map<String, Double> medians = new LinkedHashMap<>();

    private Peers(Path work, Path launcher, Path simcc, int rounds, String who) {
        this.work = work;
        this.launcher = launcher;
        this.simcc = simcc;
        this.rounds = rounds;
        this.who = who;
    }

    /**
     * Arguments: work folder, bin/distcompile, simulated compiler, page to write, rounds, text that scenarios must hold,
     * text that contenders must hold.
     */
    public static void main(String[] args) throws Exception {
        Path work = Path.of(args[0]).toAbsolutePath();
        String wanted = args.length > 5 ? args[5] : "";
        String who = args.length > 6 ? args[6] : "";
        Peers peers = new Peers(
                work,
                Path.of(args[1]).toAbsolutePath(),
                Path.of(args[2]).toAbsolutePath(),
                Integer.parseInt(args[4]),
                who);
        peers.rows.add("| scenario | who | makespan, s: median | spread (least … most) | lower bound, s | ÷ bound |"
                + " ÷ reference | started twice |");
        peers.rows.add("|---|---|--:|--:|--:|--:|--:|--:|");
        peers.all(wanted);
        System.out.println(String.join("\n", peers.rows));
        if (wanted.isEmpty() && who.isEmpty()) {
            PerformancePage.write(Path.of(args[3]), "peers", String.join("\n", peers.rows));
        }
    }

    private void all(String wanted) throws Exception {
        Files.createDirectories(work);
        try (Trace trace = new Trace()) {
            String traceTo = SimNet.CLIENT_ADDRESS + " " + trace.port();
            SimHost client = SimHost.in(work.resolve("client"), "client", SimNet.CLIENT_ADDRESS, simcc, traceTo);
            try (SimNet net = SimNet.open(work, Scenario.EQUAL.size(), simcc, traceTo)) {
                Ours.startResident(launcher, client);
                try {
                    for (Scenario scenario : Scenario.ALL) {
                        if (scenario.name().contains(wanted)) {
                            tryCompare(scenario, net, client, trace);
                        }
                    }
                } finally {
                    Ours.stopResident(launcher, client);
                }
            }
        }
    }

    /** One scenario that cannot be had must not cost the others: it gets a row that says why. */
    private void tryCompare(Scenario scenario, SimNet net, SimHost client, Trace trace) throws Exception {
        try {
            compare(scenario, net, client, trace);
        } catch (IOException e) {
            System.err.println(e.getMessage());
            rows.add("| " + scenario.name() + " | not measured | | | | | | |");
        }
    }

    private void compare(Scenario scenario, SimNet net, SimHost client, Trace trace) throws Exception {
        Work project = scenario.kind().write(work, SEED);
        List<Peer> contenders = new ArrayList<>();
        Path history = learn(scenario, project, net, client);
        contenders.add(new Ours(launcher, client, history, true));
        contenders.add(new Ours(launcher, client, history, false));
        contenders.add(new Ours(launcher, client, null, false));
        if (scenario.peers()) {
            contenders.add(new Distcc(client));
            contenders.add(new Icecc(client, simcc));
        }
        contenders.removeIf(peer -> !peer.name().contains(who));
        Map<Peer, Series> spans = new LinkedHashMap<>();
        Map<Peer, Series> repeats = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Peer peer : contenders) {
                trace.clear();
                OptionalDouble measured = tryOnce(scenario, project, net, peer);
                if (measured.isEmpty()) {
                    continue;
                }
                double span = measured.getAsDouble();
                System.err.printf(
                        Locale.ROOT,
                        "%s, %s: %.2f s, %d started twice, %d local%n",
                        scenario.name(),
                        peer.name(),
                        span,
                        trace.repeated(),
                        trace.local());
                spans.computeIfAbsent(peer, p -> new Series()).add(span);
                repeats.computeIfAbsent(peer, p -> new Series()).add(trace.repeated());
            }
        }
        for (Peer peer : contenders) {
            if (spans.containsKey(peer)) {
                row(scenario, project, peer, spans.get(peer), repeats.get(peer));
            } else {
                rows.add("| " + scenario.name() + " | " + peer.name() + " | did not start | | | | | |");
            }
        }
    }

    /** Empty = daemons of a peer did not find each other, which must not cost the others their figures. */
    private OptionalDouble tryOnce(Scenario scenario, Work project, SimNet net, Peer peer) throws Exception {
        try {
            return OptionalDouble.of(once(scenario, project, net, peer));
        } catch (IOException e) {
            if (peer instanceof Ours) {
                throw e;
            }
            System.err.println(e.getMessage());
            return OptionalDouble.empty();
        }
    }

    /** What one undisturbed build on these hosts teaches; hosts that hang had not done so then. */
    private Path learn(Scenario scenario, Work project, SimNet net, SimHost client) throws Exception {
        Path history =
                work.resolve("history-" + Integer.toHexString(scenario.name().hashCode()) + ".mv");
        Files.deleteIfExists(history);
        net.reset(
                scenario.factors().stream().map(f -> f.equals("hang") ? "1" : f).toList());
        Ours ours = new Ours(launcher, client, history, true);
        ours.start(net.hosts(), SLOTS);
        Path out = work.resolve("out");
        clear(out);
        finish(ours.learn(project, out, history), "the learning build");
        return history;
    }

    private double once(Scenario scenario, Work project, SimNet net, Peer peer) throws Exception {
        Path out = work.resolve("out");
        clear(out);
        net.reset(scenario.factors());
        ScheduledExecutorService faults = Executors.newScheduledThreadPool(1);
        try (peer) {
            peer.start(net.hosts(), SLOTS);
            long start = System.nanoTime();
            Process build = peer.build(project, out);
            for (Scenario.Fault fault : scenario.faults()) {
                SimHost host = net.hosts().get(fault.host());
                faults.schedule(
                        () -> {
                            strike(host, fault.what());
                            return null;
                        },
                        Math.round(fault.atSeconds() * 1e3),
                        TimeUnit.MILLISECONDS);
            }
            finish(build, scenario.name() + " by " + peer.name());
            double span = (System.nanoTime() - start) / 1e9;
            if (!project.isBuilt(out)) {
                throw new IOException(scenario.name() + " by " + peer.name() + ": objects are missing in " + out);
            }
            return span;
        } finally {
            faults.shutdownNow();
        }
    }

    private static void strike(SimHost host, Scenario.What what) throws IOException, InterruptedException {
        switch (what) {
            case KILL -> host.signal("KILL");
            case FREEZE -> host.signal("STOP");
            case CUT -> host.cut();
            case TEN_TIMES_SLOWER -> host.factor("10");
        }
    }

    private void finish(Process build, String what) throws IOException, InterruptedException {
        if (!build.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            build.destroyForcibly();
            throw new IOException(what + " took more than " + LIMIT_SECONDS + " s");
        }
        if (build.exitValue() != 0) {
            throw new IOException(what + " ended with status " + build.exitValue() + "; see " + work.resolve("client"));
        }
    }

    private void row(Scenario scenario, Work project, Peer peer, Series spans, Series repeats) {
        double bound = project.lowerBound(scenario.factorValues(), SLOTS);
        medians.put(scenario.name() + peer.name(), spans.medianValue());
        Double reference = scenario.reference() == null ? null : medians.get(scenario.reference() + peer.name());
        rows.add(String.format(
                Locale.ROOT,
                "| %s | %s | %.2f | %s | %.2f | %.2f | %s | %s |",
                scenario.name(),
                peer.name(),
                spans.medianValue(),
                spans.spread(),
                bound,
                spans.medianValue() / bound,
                reference == null ? "" : String.format(Locale.ROOT, "%.2f", spans.medianValue() / reference),
                repeats.median()));
    }

    private static void clear(Path folder) throws IOException {
        if (Files.exists(folder)) {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path dir, IOException e) throws IOException {
                    Files.delete(dir);
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        Files.createDirectories(folder);
    }
}
