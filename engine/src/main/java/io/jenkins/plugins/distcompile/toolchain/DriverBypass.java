package io.jenkins.plugins.distcompile.toolchain;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Spares gcc's driver, which costs some 3 ms a unit: the driver is asked once per compiler and set of options what it
 * runs, with names in place of the unit's files, and from then on the compiler proper and the assembler are run
 * directly, with the very arguments and variables that the driver would give them. An answer is kept only if, filled in
 * for the unit at hand, it is what the driver says for that unit. Whatever is not of the simple form, and all of clang,
 * goes by the driver, and so do scripts that stand before one. One object a helper; any thread.
 */
public final class DriverBypass {
    /** Sets of options in all builds of a helper's life are few; units that each have their own teach nothing. */
    private static final int MOST = 2_000;

    private static final Set<Language> LANGUAGES =
            Set.of(Language.C, Language.CXX, Language.OBJECTIVE_C, Language.OBJECTIVE_CXX);
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+-]*\\.[A-Za-z0-9]+");

    private static final String MIRROR = "/" + DriverTemplate.NAME + "mirror";
    private static final String FOLDER = "/" + DriverTemplate.NAME + "folder";
    private static final String WORKING = "/" + DriverTemplate.NAME + "working";
    private static final String BASE = DriverTemplate.NAME + "base";
    private static final String SOURCE = DriverTemplate.NAME + "source/" + BASE;
    private static final String OUTPUT = DriverTemplate.NAME + "output";

    /** Empty value = seen once, or not of the simple form. */
    private final Map<Key, Answer> answers = new ConcurrentHashMap<>();

    private record Key(
            Path compiler,
            String digest,
            Language language,
            List<String> options,
            List<String> system,
            String preincluded,
            String suffixes) {}

    private record Answer(boolean asked, DriverTemplate template) {}

    /**
     * What to run instead of the driver.
     *
     * @param compiler writes assembler text to its standard output
     * @param assembler reads it from its standard input and writes the object
     * @param environment variables to be added to the unit's
     */
    public record Steps(List<String> compiler, List<String> assembler, Map<String, String> environment) {
        public Steps {
            compiler = List.copyOf(compiler);
            assembler = List.copyOf(assembler);
            environment = Map.copyOf(environment);
        }
    }

    /** The steps for a unit that is a text. */
    public Optional<Steps> steps(
            Task.Compile task, AgentCommand command, Path compiler, Path folder, Map<String, String> environment) {
        return steps(task, command, compiler, folder, "", environment);
    }

    /**
     * The steps for a unit; empty when the driver has to be run.
     *
     * @param command what {@link AgentCommand#of} made of the task
     * @param folder the unit's folder, as given there
     * @param mirror as given there; empty = none
     * @param environment the unit's whole environment
     */
    public Optional<Steps> steps(
            Task.Compile task,
            AgentCommand command,
            Path compiler,
            Path folder,
            String mirror,
            Map<String, String> environment) {
        List<Map.Entry<String, String>> values = values(task, command, folder, mirror);
        if (values == null) {
            return Optional.empty();
        }
        String source = suffix(CompilerName.base(task.source()));
        String output = suffix(CompilerName.base(task.output()));
        Key key = new Key(
                compiler,
                task.compiler(),
                task.language(),
                task.options(),
                task.mirror().system(),
                task.mirror().preincluded(),
                source + output + task.mirror().dependencies());
        Answer answer = answers.get(key);
        if (answer == null) {
            // An option set is worth two questions only when it comes back.
            if (answers.size() >= MOST) {
                answers.clear();
            }
            answers.put(key, new Answer(false, null));
            return Optional.empty();
        }
        if (!answer.asked()) {
            answer = new Answer(true, ask(task, command, compiler, values, source, output, environment));
            answers.put(key, answer);
        }
        return Optional.ofNullable(answer.template())
                .map(template -> template.filled(values))
                .map(filled -> new Steps(filled.compiler(), filled.assembler(), filled.environment()));
    }

    /** null = this unit's names are not simple enough. */
    private static List<Map.Entry<String, String>> values(
            Task.Compile task, AgentCommand command, Path folder, String mirror) {
        String base = CompilerName.base(task.source());
        String output = CompilerName.base(task.output());
        boolean mirrored = task.mirror().used();
        PrefixMaps maps = PrefixMaps.of(mirrored ? List.of() : task.options());
        String last = command.argv().get(command.argv().size() - 1);
        String source = mirrored ? last : maps.apply(task.source());
        boolean simple = LANGUAGES.contains(task.language())
                && task.sideOutputs().isEmpty()
                && FILE_NAME.matcher(base).matches()
                && FILE_NAME.matcher(output).matches()
                && (mirrored || command.object().equals(command.directory().resolve(output)))
                && source.endsWith(suffix(base))
                && maps.apply(WORKING).equals(WORKING)
                && maps.apply(SOURCE).equals(SOURCE)
                && Stream.concat(
                                task.options().stream(),
                                Stream.of(folder.toString(), task.directory(), source, base, output, mirror))
                        .allMatch(DriverBypass::isPlain);
        return !simple
                ? null
                : List.of(
                        Map.entry(MIRROR, mirror),
                        Map.entry(FOLDER, folder.toString()),
                        Map.entry(WORKING, maps.apply(task.directory())),
                        Map.entry(SOURCE, stem(source, suffix(base))),
                        Map.entry(BASE, stem(base, suffix(base))),
                        Map.entry(OUTPUT, stem(output, suffix(output))));
    }

    /** The driver quotes in ways that we need not know if these do not occur. */
    private static boolean isPlain(String word) {
        return word.indexOf('\'') < 0 && word.indexOf('\n') < 0 && !word.contains(DriverTemplate.NAME);
    }

    /** null = the driver has to be run. */
    private static DriverTemplate ask(
            Task.Compile task,
            AgentCommand command,
            Path compiler,
            List<Map.Entry<String, String>> values,
            String source,
            String output,
            Map<String, String> environment) {
        Task.Compile named = new Task.Compile(
                task.compiler(),
                task.language(),
                task.options(),
                SOURCE + source,
                WORKING,
                OUTPUT + output,
                List.of(),
                task.environment(),
                task.mirror());
        try {
            if (isScript(compiler)) {
                return null;
            }
            AgentCommand asked = task.mirror().used()
                    ? AgentCommand.of(named, compiler, Path.of(FOLDER), MIRROR)
                    : AgentCommand.of(named, compiler, Path.of(FOLDER));
            DriverTemplate template = answer(asked, environment);
            DriverTemplate real = answer(command, environment);
            return template != null && template.filled(values).equals(real) ? template : null;
        } catch (IOException e) {
            return null; // the driver itself will say what is wrong with it
        }
    }

    private static DriverTemplate answer(AgentCommand command, Map<String, String> environment) throws IOException {
        List<String> argv = new ArrayList<>(command.argv());
        argv.addAll(1, List.of("-###", "-pipe"));
        DriverTemplate template =
                DriverTemplate.parse(ToolOutput.of(argv, environment)).orElse(null);
        if (template == null || !Files.isExecutable(Path.of(template.compiler().get(0)))) {
            return null;
        }
        // A wrapper may do more than call the driver that has answered here.
        if (!command.argv().get(0).equals(template.environment().get("COLLECT_GCC"))) {
            return null;
        }
        // As execvp(3) does for the driver, in the environment that the unit has.
        Optional<Path> assembler = ProgramSearch.find(template.assembler().get(0), command.directory(), environment);
        if (assembler.isEmpty()) {
            return null;
        }
        List<String> words = new ArrayList<>(template.assembler());
        words.set(0, assembler.get().toString());
        return new DriverTemplate(template.compiler(), words, template.environment());
    }

    private static boolean isScript(Path program) throws IOException {
        try (InputStream in = Files.newInputStream(program)) {
            return in.read() == '#' && in.read() == '!';
        }
    }

    private static String suffix(String name) {
        return name.substring(Math.max(0, name.lastIndexOf('.')));
    }

    private static String stem(String name, String suffix) {
        return name.substring(0, name.length() - suffix.length());
    }
}
