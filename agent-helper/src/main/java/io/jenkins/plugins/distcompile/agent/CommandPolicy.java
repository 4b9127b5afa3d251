package io.jenkins.plugins.distcompile.agent;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which programs the owner lets run. Names are looked up on PATH once, when the helper starts, so that nobody can slip
 * another program in by a later change of PATH. Immutable.
 */
final class CommandPolicy {

    private static final Pattern COMPILER_NAME =
            Pattern.compile("(gcc|g\\+\\+|cc|c\\+\\+|clang|clang\\+\\+)(-\\d+(\\.\\d+)*)?(\\.exe)?");
    /** They stand under compilers' names on PATH, but would compile through a cache or elsewhere. */
    private static final Set<String> WRAPPERS = Set.of("ccache", "distcc", "icecc", "sccache");

    private final List<Path> compilers;
    private final Map<String, Path> commands;

    private CommandPolicy(List<Path> compilers, Map<String, Path> commands) {
        this.compilers = List.copyOf(compilers);
        this.commands = Map.copyOf(commands);
    }

    /**
     * @param allowedCompilers names or paths; empty = every gcc and clang on {@code path}
     * @param allowedCommands names or paths
     * @param path PATH's folders
     * @throws IllegalArgumentException for a name that is not found, naming it
     */
    static CommandPolicy of(List<String> allowedCompilers, List<String> allowedCommands, List<Path> path) {
        List<Path> compilers = allowedCompilers.isEmpty()
                ? found(path)
                : allowedCompilers.stream()
                        .map(name -> locate(name, path)
                                .orElseThrow(() -> new IllegalArgumentException(
                                        "--allow " + name + ": no such program; give its path, or a name on PATH")))
                        .toList();
        Map<String, Path> commands = new LinkedHashMap<>();
        for (String name : allowedCommands) {
            commands.put(
                    name,
                    locate(name, path)
                            .orElseThrow(() -> new IllegalArgumentException("--allow-command " + name
                                    + ": no such program; give its path, or a name on PATH")));
        }
        return new CommandPolicy(distinct(compilers), commands);
    }

    /** PATH of this process. */
    static List<Path> systemPath() {
        String path = System.getenv("PATH");
        return path == null
                ? List.of()
                : Stream.of(path.split(Pattern.quote(File.pathSeparator)))
                        .filter(folder -> !folder.isBlank())
                        .map(Path::of)
                        .filter(Path::isAbsolute)
                        .toList();
    }

    /** The compilers that may run, to be identified before use. */
    List<Path> compilers() {
        return compilers;
    }

    /** The program behind a command's first word. */
    Path command(String program) throws CannotRun {
        Path path = commands.get(program);
        if (path == null) {
            throw CannotRun.refused("the helper's policy does not allow " + shown(program)
                    + ": start it with --allow-command " + shown(program));
        }
        return path;
    }

    private static String shown(String program) {
        String cut = program.length() > 100 ? program.substring(0, 100) + "…" : program;
        return cut.replaceAll("\\p{Cntrl}", "?");
    }

    private static List<Path> found(List<Path> path) {
        List<Path> compilers = new ArrayList<>();
        for (Path folder : path) {
            try (DirectoryStream<Path> programs = Files.newDirectoryStream(
                    folder,
                    entry -> COMPILER_NAME
                                    .matcher(entry.getFileName().toString())
                                    .matches()
                            && Files.isExecutable(entry))) {
                programs.forEach(compilers::add);
            } catch (IOException e) {
                continue; // PATH may name folders that do not exist
            }
        }
        return compilers;
    }

    /** One path for each real driver and language: cc and gcc-12 are gcc, but clang++ is not clang. */
    private static List<Path> distinct(List<Path> compilers) {
        Map<String, Path> byDriver = new LinkedHashMap<>();
        for (Path compiler : compilers) {
            try {
                Path real = compiler.toRealPath();
                String name = compiler.getFileName().toString();
                if (!WRAPPERS.contains(real.getFileName().toString())) {
                    byDriver.putIfAbsent((name.contains("++") ? "c++ " : "c ") + real, compiler);
                }
            } catch (IOException e) {
                continue; // a dangling link
            }
        }
        return List.copyOf(byDriver.values());
    }

    private static Optional<Path> locate(String nameOrPath, List<Path> path) {
        Path given = Path.of(nameOrPath);
        Stream<Path> candidates = given.getNameCount() > 1 || given.isAbsolute()
                ? Stream.of(given.toAbsolutePath().normalize())
                : path.stream().map(folder -> folder.resolve(nameOrPath));
        return candidates
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }
}
