package io.jenkins.plugins.distcompile.toolchain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The command with which a helper compiles a text so that the object equals the client's own. Pure: the helper makes
 * the folders, writes the text and runs it.
 *
 * @param argv the command, to be run in {@code directory}
 * @param directory where to run it; below the unit's folder
 * @param text where to write the text before; below the unit's folder
 * @param object what it writes
 * @param sideOutputs further files it writes, one per suffix of the task, in that order
 */
public record AgentCommand(List<String> argv, Path directory, Path text, Path object, List<Path> sideOutputs) {
    private static final String WORKING = "d";
    private static final String SOURCES = "s";

    /** What was read, as a make rule. */
    public static final String DEPENDENCIES = "dependencies";

    /** Folders that a command wants in the unit's. */
    public static final List<String> FOLDERS = List.of(WORKING, SOURCES);

    public AgentCommand {
        argv = List.copyOf(argv);
        sideOutputs = List.copyOf(sideOutputs);
    }

    /**
     * The command for a task.
     *
     * @param compiler the agent's compiler, absolute
     * @param folder an empty folder of the unit's own, absolute and without symbolic links
     * @throws IllegalArgumentException when the task names its source or output in a way that leaves the folder
     */
    public static AgentCommand of(Task.Compile task, Path compiler, Path folder) {
        Path directory = folder.resolve(WORKING);
        Path text = folder.resolve(SOURCES).resolve(fileName(task.source()));
        String output = outputName(task, directory);
        List<String> argv = new ArrayList<>(List.of(compiler.toString()));
        argv.addAll(task.options());
        if (task.language() != Language.ASSEMBLER) {
            argv.add("-nostdinc");
            PrefixMaps maps = PrefixMaps.of(task.options());
            argv.add("-fdebug-prefix-map=" + directory + "=" + maps.apply(task.directory()));
            argv.add("-fdebug-prefix-map=" + text + "=" + maps.apply(task.source()));
        }
        argv.addAll(List.of("-x", task.language().option(), "-c", "-o", output, text.toString()));
        Path object = directory.resolve(output);
        List<Path> side = task.sideOutputs().stream()
                .map(suffix -> object.resolveSibling(
                        CompilerCall.withoutSuffix(object.getFileName().toString()) + fileName(suffix)))
                .toList();
        return new AgentCommand(argv, directory, text, object, side);
    }

    /**
     * The command for a unit that is preprocessed here. The client's absolute paths are looked for below the mirror; what
     * is relative stays so. Two maps of prefixes can fit a name only where one is the user's own: the names that a
     * {@code #line} gives are the client's, and those of files begin with the mirror's; gcc takes the last that fits.
     *
     * @param folder as in {@link #of(Task.Compile, Path, Path)}
     * @param mirror shows the client's files, absolute and without symbolic links
     */
    public static AgentCommand of(Task.Compile task, Path compiler, Path folder, String mirror) {
        Path object = folder.resolve(WORKING).resolve(fileName(task.output()));
        List<String> argv = new ArrayList<>(List.of(compiler.toString()));
        if (!task.mirror().preincluded().isEmpty()) {
            argv.addAll(List.of("-include", task.mirror().preincluded()));
        }
        argv.addAll(MirroredOptions.of(task.options(), mirror));
        argv.add("-nostdinc");
        task.mirror().system().forEach(system -> argv.addAll(List.of("-isystem", mirror + system)));
        argv.add("-ffile-prefix-map=" + mirror + "=");
        argv.addAll(MirroredOptions.maps(task.options(), mirror));
        if (!task.mirror().dependencies().isEmpty()) {
            argv.addAll(List.of(
                    task.mirror().dependencies(), "-MF", dependencies(folder).toString(), "-MT", "x"));
        }
        String source = task.source().startsWith("/") ? mirror + task.source() : task.source();
        argv.addAll(List.of("-x", task.language().option(), "-c", "-o", object.toString(), source));
        Path directory = Path.of(mirror + task.directory());
        return new AgentCommand(argv, directory, directory.resolve(source), object, List.of());
    }

    /** Where the command of a mirrored unit lists what it read. */
    public static Path dependencies(Path folder) {
        return folder.resolve(SOURCES).resolve(DEPENDENCIES);
    }

    /** The clean environment of the run. {@code folder}: for the compiler's own temporary files, below the unit's. */
    public static Map<String, String> environment(Task.Compile task, Path folder, String path) {
        Map<String, String> all = new java.util.TreeMap<>(CompilerEnvironment.locale(task.environment()));
        all.put("PATH", path);
        all.put("TMPDIR", folder.toString());
        return Map.copyOf(all);
    }

    /** A {@code .dwo}'s name is recorded as written, so then the object has to have the name that the client gave it. */
    private static String outputName(Task.Compile task, Path directory) {
        if (!task.sideOutputs().contains(".dwo")) {
            return fileName(task.output());
        }
        Path resolved = directory.resolve(task.output()).normalize();
        if (!resolved.startsWith(directory) || resolved.equals(directory)) {
            throw new IllegalArgumentException("output " + task.output() + " leaves the unit's folder");
        }
        return task.output();
    }

    private static String fileName(String path) {
        String base = CompilerName.base(path);
        if (base.isEmpty() || base.equals(".") || base.equals("..") || base.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not a file name: " + path);
        }
        return base;
    }
}
