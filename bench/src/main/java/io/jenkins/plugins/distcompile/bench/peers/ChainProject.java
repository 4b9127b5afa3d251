package io.jenkins.plugins.distcompile.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Libraries that each begin with a generated header and end in an archive, and a program of all of them: generators,
 * archives and the link run on the client, as people run them.
 *
 * @param libraries the compiles of each library
 */
record ChainProject(Path folder, List<List<SimUnit>> libraries) implements Work {
    private static final int LIBRARIES = 12;
    private static final int UNITS = 14;
    private static final double GENERATOR_SECONDS = 0.3;
    private static final double ARCHIVE_SECONDS = 0.2;
    private static final double LINK_SECONDS = 1;

    /** Waits, then joins its inputs to its output. */
    private static final String STEP = "sleep $1; out=$2; shift 2; cat \"$@\" >\"$out\"\n";

    /** One thing to run; {@code compile} tells whether it may run elsewhere. */
    private record Step(String id, boolean compile, List<String> command, List<String> inputs, String output) {}

    static ChainProject write(Path folder, long seed) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("step.sh"), STEP);
        Random random = new Random(seed);
        List<List<SimUnit>> libraries = new ArrayList<>();
        for (int l = 0; l < LIBRARIES; l++) {
            Files.writeString(folder.resolve("lib" + l + ".in"), "#define LIBRARY " + l + "\n");
            List<SimUnit> units = new ArrayList<>();
            for (int u = 0; u < UNITS; u++) {
                int millis = (int) Math.min(4_000, Math.max(100, 500 * Math.exp(0.8 * random.nextGaussian())));
                SimUnit unit = new SimUnit(String.format(Locale.ROOT, "l%02du%02d", l, u), millis);
                Files.writeString(
                        folder.resolve(unit.id() + ".c"),
                        "#include \"lib%d.h\"\nextern int sim_ms_%d;\nextern int sim_unit_%s;\n"
                                .formatted(l, millis, unit.id()));
                units.add(unit);
            }
            libraries.add(List.copyOf(units));
        }
        return new ChainProject(folder, List.copyOf(libraries));
    }

    private List<Step> steps(Path out) {
        List<Step> steps = new ArrayList<>();
        List<String> archives = new ArrayList<>();
        for (int l = 0; l < libraries.size(); l++) {
            String header = out.resolve("lib" + l + ".h").toString();
            steps.add(wait("generate-" + l, GENERATOR_SECONDS, List.of(source("lib" + l + ".in")), header));
            List<String> objects = new ArrayList<>();
            for (SimUnit unit : libraries.get(l)) {
                String object = out.resolve(unit.id() + ".o").toString();
                String source = source(unit.id() + ".c");
                steps.add(new Step(
                        unit.id(),
                        true,
                        List.of("gcc", "-O2", "-I" + out, "-c", source, "-o", object),
                        List.of(source, header),
                        object));
                objects.add(object);
            }
            String archive = out.resolve("lib" + l + ".a").toString();
            steps.add(wait("archive-" + l, ARCHIVE_SECONDS, objects, archive));
            archives.add(archive);
        }
        steps.add(wait("link", LINK_SECONDS, archives, out.resolve("program").toString()));
        return steps;
    }

    private Step wait(String id, double seconds, List<String> inputs, String output) {
        List<String> command = new ArrayList<>(List.of("sh", source("step.sh"), Double.toString(seconds), output));
        command.addAll(inputs);
        return new Step(id, false, command, inputs, output);
    }

    private String source(String name) {
        return folder.resolve(name).toString();
    }

    @Override
    public List<String> planOptions(Path out) throws IOException {
        List<String> units = steps(out).stream()
                .map(step ->
                        """
                        {"id": "%s", "kind": "%s", "command": %s, "inputs": %s, "outputs": %s}"""
                                .formatted(
                                        step.id(),
                                        step.compile() ? "compile" : "command",
                                        json(step.command()),
                                        json(step.inputs()),
                                        json(List.of(step.output()))))
                .toList();
        Path plan = folder.resolve("plan.json");
        Files.writeString(plan, "{\"units\": [\n" + String.join(",\n", units) + "\n]}\n");
        // As many at once here as make runs: the steps wait, they do not compute.
        return List.of("--plan", plan.toString(), "--jobs", "16");
    }

    private static String json(List<String> words) {
        return "[\"" + String.join("\", \"", words) + "\"]";
    }

    @Override
    public void writeMakefile(Path makefile, String launcher, Path out) throws IOException {
        StringBuilder text = new StringBuilder("MAKEFLAGS += -rR\nall: " + out.resolve("program") + "\n");
        for (Step step : steps(out)) {
            text.append("%s: %s\n\t@%s\n"
                    .formatted(
                            step.output(),
                            String.join(" ", step.inputs()),
                            (step.compile() ? launcher + " " : "") + String.join(" ", step.command())));
        }
        Files.writeString(makefile, text);
    }

    @Override
    public boolean isBuilt(Path out) {
        return steps(out).stream().allMatch(step -> Files.isRegularFile(Path.of(step.output())));
    }

    /** No compile starts before a generator has ended, and an archive and the link follow the last one. */
    @Override
    public double lowerBound(double[] factors, int slots) {
        List<SimUnit> all = libraries.stream().flatMap(List::stream).toList();
        double ends = GENERATOR_SECONDS + ARCHIVE_SECONDS + LINK_SECONDS;
        return ends + new SimProject(folder, all).lowerBound(factors, slots);
    }
}
