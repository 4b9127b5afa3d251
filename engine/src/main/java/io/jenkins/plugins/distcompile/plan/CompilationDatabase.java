package io.jenkins.plugins.distcompile.plan;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.distcompile.toolchain.ShellWords;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads {@code compile_commands.json} as CMake, Meson, Ninja and Bear write it (format: "JSON Compilation Database
 * Format Specification" of Clang). One unit per object; called once per build, before anything runs.
 */
public final class CompilationDatabase {
    /** Larger files are refused; a project of 50,000 sources has about 100 MB. */
    static final long MAX_BYTES = 512L << 20;

    private static final ObjectReader READER =
            JsonMapper.builder().build().readerFor(new TypeReference<List<Entry>>() {});

    private final Path file;
    private final Path folder;
    private final Map<Path, Compile> byOutput = new LinkedHashMap<>();
    private final List<String> notices = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private int repeated;

    private CompilationDatabase(Path file) {
        this.file = file;
        this.folder = file.toAbsolutePath().normalize().getParent();
    }

    /**
     * One unit per object, in the order of the file. Entries that write no object are skipped with a notice; entries
     * that repeat another are dropped with a notice.
     *
     * @throws PlanException for an unreadable file (with line and column), an entry without directory, file or
     *     command, two different commands for one output, a missing source, or no compile at all
     */
    public static PlanSource read(Path file) throws PlanException {
        List<Entry> entries = JsonInput.read(file, "compilation database", MAX_BYTES, READER);
        CompilationDatabase database = new CompilationDatabase(file);
        for (int i = 0; i < entries.size(); i++) {
            database.add(i + 1, entries.get(i));
        }
        return database.finish();
    }

    private void add(int number, Entry entry) throws PlanException {
        String where = file + ", entry " + number;
        if (entry == null || entry.file() == null || entry.directory() == null) {
            throw new PlanException(where + ": has no \"file\" or no \"directory\"");
        }
        List<String> words = entry.words(where);
        try {
            Path directory = folder.resolve(entry.directory()).normalize();
            Path source = directory.resolve(entry.file()).normalize();
            CompileWords read = CompileWords.of(words, directory);
            Path output = read.outputFor(source, directory);
            if (entry.output() != null && output != null && read.output() == null) {
                output = directory.resolve(entry.output()).normalize();
            }
            if (output == null || read.stage() == CompileWords.Stage.LINKED) {
                skipped.add(entry.file());
                return;
            }
            keep(new Compile(number, source, output, directory, words, read.kind(source)));
        } catch (InvalidPathException e) {
            throw new PlanException(where + ": " + e.getMessage(), e);
        }
    }

    private void keep(Compile compile) throws PlanException {
        Compile other = byOutput.putIfAbsent(compile.output(), compile);
        if (other == null) {
            return;
        }
        if (!other.words().equals(compile.words()) || !other.directory().equals(compile.directory())) {
            throw new PlanException(file + ", entries " + other.number() + " (" + other.source() + ") and "
                    + compile.number() + " (" + compile.source() + ") both write " + compile.output()
                    + " with different commands; remove one of them");
        }
        repeated++;
    }

    private PlanSource finish() throws PlanException {
        if (byOutput.isEmpty()) {
            throw new PlanException(file + " has no entry that compiles anything"
                    + (skipped.isEmpty() ? "" : " (" + skipped.size() + " others skipped)"));
        }
        List<Unit> units = new ArrayList<>(byOutput.size());
        UnitNames names = new UnitNames(folder);
        byOutput.values().forEach(c -> names.add(c.source(), c.output(), c.directory()));
        for (Compile compile : byOutput.values()) {
            String id = names.of(compile.source(), compile.output(), compile.directory());
            if (!Files.exists(compile.source())) {
                throw new PlanException("unit " + id + ": its source " + compile.source()
                        + " does not exist; run the step that generates it first, or remove it from " + file);
            }
            units.add(compile.unit(id, inputs(compile)));
        }
        if (repeated > 0) {
            notices.add(file + ": " + repeated + " repeated entries dropped");
        }
        if (!skipped.isEmpty()) {
            notices.add(file + ": " + skipped.size() + " entries skipped that compile to no object (first: "
                    + skipped.get(0) + ")");
        }
        return new PlanSource(Plan.of(units), notices);
    }

    /** The source, and the precompiled headers that other entries write and this one would pick up. */
    private List<Path> inputs(Compile compile) {
        List<Path> inputs = new ArrayList<>(List.of(compile.source()));
        for (String include : CompileWords.forcedIncludes(compile.words(), compile.directory())) {
            for (String suffix : List.of("", ".gch", ".pch")) {
                Path header = compile.directory().resolve(include + suffix).normalize();
                if (byOutput.containsKey(header) && !header.equals(compile.output())) {
                    inputs.add(header);
                }
            }
        }
        return inputs;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Entry(String directory, String file, String output, String command, List<String> arguments) {

        List<String> words(String where) throws PlanException {
            try {
                List<String> words = arguments != null && !arguments.isEmpty()
                        ? arguments
                        : ShellWords.split(command == null ? "" : command);
                if (words.isEmpty() || words == arguments && arguments.contains(null)) {
                    throw new PlanException(where + ": has neither \"arguments\" nor \"command\"");
                }
                return List.copyOf(words);
            } catch (IllegalArgumentException e) {
                throw new PlanException(where + ": " + e.getMessage(), e);
            }
        }
    }

    private record Compile(int number, Path source, Path output, Path directory, List<String> words, UnitKind kind) {
        Unit unit(String id, List<Path> inputs) {
            return new Unit(
                    id,
                    kind,
                    words,
                    directory,
                    inputs,
                    List.of(output),
                    Set.of(),
                    ResourceNeed.NONE,
                    kind != UnitKind.PREPROCESS);
        }
    }
}
