package io.jenkins.plugins.distcompile.bench.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * One row of the comparison.
 *
 * @param factors how many times slower than the fastest each host is, or {@code hang}
 * @param kind what is built
 * @param faults what happens during the build
 * @param peers whether distcc and icecc run it too: with a host that hangs they take five to twelve minutes
 * @param reference the scenario whose median ours is divided by; null = the lower bound
 */
record Scenario(String name, List<String> factors, Kind kind, List<Fault> faults, boolean peers, String reference) {

    enum Kind {
        /** A flat list of units whose sizes tell their times. */
        TELLING,
        /** The same, all of one size. */
        SILENT,
        /** Generators, compiles, archives, a link. */
        CHAINS;

        Work write(Path work, long seed) throws IOException {
            Path folder = work.resolve(name().toLowerCase(Locale.ROOT));
            return this == CHAINS ? ChainProject.write(folder, seed) : SimProject.write(folder, seed, this == TELLING);
        }
    }

    /** Something that happens to a host so many seconds into the build. */
    record Fault(double atSeconds, int host, What what) {}

    enum What {
        KILL,
        FREEZE,
        CUT,
        TEN_TIMES_SLOWER
    }

    static final List<String> EQUAL = List.of("1", "1", "1", "1", "1", "1", "1", "1");
    static final List<String> MIXED = List.of("1", "1", "1", "1", "2", "2", "4", "1");
    private static final List<String> SLOW_FIRST = List.of("4", "2", "2", "1", "1", "1", "1", "1");
    private static final List<String> HUNG = List.of("1", "1", "1", "1", "2", "2", "4", "hang");

    private static final String EQUAL_NAME = "8 equal hosts";
    private static final String MIXED_NAME = "mixed hosts 1,1,1,1,½,½,¼,1";

    static final List<Scenario> ALL = List.of(
            new Scenario(EQUAL_NAME, EQUAL, Kind.TELLING, List.of(), true, null),
            new Scenario(EQUAL_NAME + ", sizes say nothing", EQUAL, Kind.SILENT, List.of(), true, null),
            new Scenario(MIXED_NAME, MIXED, Kind.TELLING, List.of(), true, null),
            new Scenario("mixed hosts ¼,½,½,1,1,1,1,1", SLOW_FIRST, Kind.TELLING, List.of(), true, null),
            new Scenario("chains on 8 equal hosts", EQUAL, Kind.CHAINS, List.of(), true, null),
            new Scenario("one host hangs", HUNG, Kind.TELLING, List.of(), false, MIXED_NAME),
            disturbed("one host killed at 3 s", new Fault(3, 2, What.KILL)),
            disturbed("one host frozen at 3 s", new Fault(3, 2, What.FREEZE)),
            disturbed("one host's link cut at 3 s", new Fault(3, 2, What.CUT)),
            disturbed("one host ten times slower from 4 s on", new Fault(4, 2, What.TEN_TIMES_SLOWER)));

    private static Scenario disturbed(String name, Fault fault) {
        return new Scenario(name, EQUAL, Kind.TELLING, List.of(fault), false, EQUAL_NAME);
    }

    double[] factorValues() {
        return factors.stream()
                .mapToDouble(f -> f.equals("hang") ? Double.POSITIVE_INFINITY : Double.parseDouble(f))
                .toArray();
    }
}
