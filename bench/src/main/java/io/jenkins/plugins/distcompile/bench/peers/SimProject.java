package io.jenkins.plugins.distcompile.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Sources whose compile times the simulated compiler reads from them: log-normal, cut to 0.1 … 4 s, and one long unit
 * that comes late in file order. Written with a compilation database for ours and a makefile for the peers.
 *
 * @param folder holds the sources
 */
record SimProject(Path folder, List<SimUnit> units) implements Work {
    private static final int UNITS = 200;
    private static final int LONG_PLACE = 150;
    private static final int LONG_MILLIS = 8_000;
    private static final double MEDIAN_MILLIS = 400;
    private static final double SIGMA = 0.8;

    /** A declaration of the padding, so that preprocessing and transfer are not free. */
    private static final String PAD = "struct pad_%d { int a_%d; long b_%d[%d]; const char *c_%d; };%n";

    private static final int PAD_BYTES = 70;

    /**
     * @param telling whether a source's size grows with its time, as it does in real code; else all are of one size
     */
    static SimProject write(Path folder, long seed, boolean telling) throws IOException {
        Files.createDirectories(folder);
        Random random = new Random(seed);
        List<SimUnit> units = new ArrayList<>();
        for (int i = 1; i <= UNITS; i++) {
            double drawn = MEDIAN_MILLIS * Math.exp(SIGMA * random.nextGaussian());
            int millis = i == LONG_PLACE ? LONG_MILLIS : (int) Math.min(4_000, Math.max(100, drawn));
            // Real sizes tell the time to within some tens of percent.
            double noise = Math.exp(0.3 * random.nextGaussian());
            int padBytes = telling ? (int) (millis * 40 * noise) : 16 << 10;
            units.add(new SimUnit(String.format(Locale.ROOT, "u%04d", i), millis));
            writeSource(folder, units.get(i - 1), padBytes);
        }
        SimProject project = new SimProject(folder, List.copyOf(units));
        Files.writeString(project.database(), project.databaseText());
        return project;
    }

    private static void writeSource(Path folder, SimUnit unit, int padBytes) throws IOException {
        StringBuilder text = new StringBuilder("#include <stddef.h>\n");
        for (int i = 0; i < padBytes / PAD_BYTES; i++) {
            text.append(String.format(Locale.ROOT, PAD, i, i, i, i % 7 + 1, i));
        }
        text.append("extern int sim_ms_%d;\nextern int sim_unit_%s;\nint f_%s(void) { return sim_ms_%d; }\n"
                .formatted(unit.millis(), unit.id(), unit.id(), unit.millis()));
        Files.writeString(folder.resolve(unit.id() + ".c"), text);
    }

    private Path database() {
        return folder.resolve("compile_commands.json");
    }

    @Override
    public List<String> planOptions(Path out) {
        return List.of("--compile-commands", database().toString(), "--out", out.toString());
    }

    private String databaseText() {
        List<String> entries = units.stream()
                .map(u ->
                        """
                        {"directory": "%s", "file": "%s.c", "output": "%s.o",
                         "arguments": ["gcc", "-O2", "-c", "%s.c", "-o", "%s.o"]}"""
                                .formatted(folder, u.id(), u.id(), u.id(), u.id()))
                .toList();
        return "[\n" + String.join(",\n", entries) + "\n]\n";
    }

    @Override
    public void writeMakefile(Path makefile, String launcher, Path out) throws IOException {
        StringBuilder text = new StringBuilder("MAKEFLAGS += -rR\nall:");
        units.forEach(u -> text.append(' ').append(out.resolve(u.id() + ".o")));
        for (SimUnit u : units) {
            Path object = out.resolve(u.id() + ".o");
            text.append(
                    "\n%s:\n\t@%s gcc -O2 -c %s.c -o %s\n".formatted(object, launcher, folder.resolve(u.id()), object));
        }
        Files.writeString(makefile, text);
    }

    @Override
    public boolean isBuilt(Path out) {
        return units.stream().allMatch(u -> Files.isRegularFile(out.resolve(u.id() + ".o")));
    }

    /** The larger of total work ÷ total speed and the longest unit on the fastest host. */
    @Override
    public double lowerBound(double[] factors, int slots) {
        double speed = 0;
        double fastest = Double.POSITIVE_INFINITY;
        for (double factor : factors) {
            speed += slots / factor;
            fastest = Math.min(fastest, factor);
        }
        double work = units.stream().mapToInt(SimUnit::millis).sum() / 1e3;
        double longest = units.stream().mapToInt(SimUnit::millis).max().orElse(0) / 1e3;
        return Math.max(work / speed, longest * fastest);
    }
}
