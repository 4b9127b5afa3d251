package io.jenkins.plugins.distcompile.plan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Moves what a plan's compile units write below another folder ({@code --out}), commands and later readers included.
 * Links, archives and generators write where they did.
 */
public final class OutputTree {
    private final Path out;
    private final Map<Path, Path> moved = new HashMap<>();

    private OutputTree(Path out) {
        this.out = out;
    }

    /**
     * The same plan with the outputs of compile, assemble and preprocess units below {@code out}: each at its path
     * relative to the deepest folder that holds all working directories of such units, or, when it lies elsewhere,
     * relative to the deepest folder that holds all those.
     *
     * @throws PlanException when two outputs would meet, or a command reads a moved file without naming it as a word
     */
    public static Plan rebase(Plan plan, Path out) throws PlanException {
        OutputTree tree = new OutputTree(out.toAbsolutePath().normalize());
        tree.mapOutputs(plan);
        List<Unit> units = new ArrayList<>(plan.size());
        for (Unit unit : plan.units()) {
            units.add(tree.rebase(unit));
        }
        return Plan.of(units);
    }

    private void mapOutputs(Plan plan) throws PlanException {
        List<Unit> compiles =
                plan.units().stream().filter(OutputTree::isCompile).toList();
        if (compiles.isEmpty()) {
            return;
        }
        Path base = ancestor(compiles.stream().map(Unit::directory).toList());
        List<Path> elsewhere = compiles.stream()
                .flatMap(u -> u.outputs().stream())
                .filter(o -> !o.startsWith(base))
                .map(Path::getParent)
                .toList();
        Path otherBase = elsewhere.isEmpty() ? base : ancestor(elsewhere);
        Map<Path, String> taken = new HashMap<>();
        for (Unit unit : compiles) {
            for (Path output : unit.outputs()) {
                Path target = out.resolve(below(output.startsWith(base) ? base : otherBase, output));
                String other = taken.putIfAbsent(target, unit.id());
                if (other != null) {
                    throw new PlanException(
                            "units " + other + " and " + unit.id() + " would both write " + target + " below --out");
                }
                moved.put(output, target);
            }
        }
    }

    /** As {@link Path#relativize}, of two of which one begins with the other: without a look at each of their names. */
    private static Path below(Path folder, Path file) {
        return file.subpath(folder.getNameCount(), file.getNameCount());
    }

    private Unit rebase(Unit unit) throws PlanException {
        boolean compile = isCompile(unit);
        Set<Path> named = new HashSet<>();
        List<String> command = new ArrayList<>();
        for (String word : unit.command()) {
            command.add(rebaseWord(word, unit.directory(), compile, named));
        }
        for (Path input : unit.inputs()) {
            if (moved.containsKey(input) && !named.contains(input) && !compile) {
                throw new PlanException("unit " + unit.id() + " reads " + input
                        + ", which --out moves, but its command does not name it");
            }
        }
        if (compile && !named.contains(unit.outputs().get(0))) {
            command.add("-o");
            command.add(moved.get(unit.outputs().get(0)).toString());
        }
        return new Unit(
                unit.id(),
                unit.kind(),
                command,
                unit.directory(),
                unit.inputs().stream().map(p -> moved.getOrDefault(p, p)).toList(),
                unit.outputs().stream().map(p -> moved.getOrDefault(p, p)).toList(),
                unit.after(),
                unit.need(),
                unit.anywhere());
    }

    private String rebaseWord(String word, Path directory, boolean compile, Set<Path> named) {
        String prefix = compile && word.startsWith("-o") && word.length() > 2 ? "-o" : "";
        String name = word.substring(prefix.length());
        if (name.isEmpty() || name.startsWith("-") || name.indexOf('\0') >= 0) {
            return word;
        }
        Path path = directory.resolve(name).normalize();
        Path target = moved.get(path);
        if (target != null) {
            named.add(path);
            return prefix + target;
        }
        return compile ? rebaseDependencyFile(word, path) : word;
    }

    /** {@code -MF a.d} beside {@code -o a.o} follows the object; any other file stays where it is. */
    private String rebaseDependencyFile(String word, Path path) {
        if (!word.endsWith(".d")) {
            return word;
        }
        String stem = path.toString().substring(0, path.toString().length() - 2);
        for (String object : List.of(stem, stem + ".o", stem + ".obj")) {
            Path target = moved.get(Path.of(object));
            if (target != null) {
                return target.resolveSibling(path.getFileName()).toString();
            }
        }
        return word;
    }

    private static boolean isCompile(Unit unit) {
        return !unit.outputs().isEmpty()
                && (unit.kind() == UnitKind.COMPILE
                        || unit.kind() == UnitKind.ASSEMBLE
                        || unit.kind() == UnitKind.PREPROCESS);
    }

    private static Path ancestor(List<Path> folders) {
        Path common = folders.get(0);
        for (Path folder : folders) {
            while (!folder.startsWith(common)) {
                common = common.getParent();
            }
        }
        return common;
    }
}
