package io.jenkins.plugins.distcompile.plan;

import io.jenkins.plugins.distcompile.toolchain.ShellWords;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A plan from source patterns and one command for all of them: {@code --sources 'src/**&#47;*.c' --command 'gcc -O2 -c
 * {source} -o {output}'}. Called once per build, before anything runs.
 */
public final class GlobPlan {
    /** Where objects go unless the user says otherwise: beside their sources. */
    public static final String DEFAULT_OUTPUT = "{dir}/{name}.o";

    /** A search that has seen more files than this has been started in the wrong folder. */
    private static final int MAX_FILES_SEEN = 2_000_000;

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)}");
    private static final Set<String> KNOWN = Set.of("source", "output", "name", "dir", "ext");

    private GlobPlan() {}

    /**
     * One compile unit per matching file, in the order of their names. Folders whose names start with a dot are not
     * searched, symbolic links to folders not followed.
     *
     * @param base working directory of every command; patterns, sources and outputs are relative to it
     * @param patterns as in {@link Glob}
     * @param commandTemplate split into words like a shell does, then {@code {source} {output} {name} {dir} {ext}}
     *     are put in, so that blanks in paths need no quotes
     * @param outputPattern e.g. {@link #DEFAULT_OUTPUT}
     * @throws PlanException for a pattern without match, an unknown or missing placeholder, or two sources with the
     *     same output
     */
    public static PlanSource of(Path base, List<String> patterns, String commandTemplate, String outputPattern)
            throws PlanException {
        Path directory = base.toAbsolutePath().normalize();
        List<String> template = words(commandTemplate);
        checkPlaceholders("--command", commandTemplate, Set.of("source", "output"));
        checkPlaceholders("the output pattern", outputPattern, Set.of());
        if (outputPattern.contains("{output}")) {
            throw new PlanException("the output pattern " + outputPattern + " cannot use {output}");
        }
        Map<Path, String> sourceOfOutput = new HashMap<>();
        List<Unit> units = new ArrayList<>();
        Set<String> sources = sources(directory, patterns);
        for (String source : sources) {
            Map<String, String> values = values(source);
            String output = Path.of(fill(outputPattern, values)).normalize().toString();
            values.put("output", output);
            Path outputPath = directory.resolve(output).normalize();
            String other = sourceOfOutput.putIfAbsent(outputPath, source);
            if (other != null) {
                throw new PlanException("sources " + other + " and " + source + " would both be compiled to " + output
                        + "; use {dir} or {ext} in the output pattern");
            }
            Path sourcePath = directory.resolve(source).normalize();
            if (outputPath.equals(sourcePath)) {
                throw new PlanException("source " + source + " would be overwritten by its own output");
            }
            List<String> command = template.stream().map(w -> fill(w, values)).toList();
            UnitKind kind = CompileWords.of(command, directory).kind(sourcePath);
            units.add(new Unit(
                    source,
                    kind,
                    command,
                    directory,
                    List.of(sourcePath),
                    List.of(outputPath),
                    Set.of(),
                    ResourceNeed.NONE,
                    kind != UnitKind.PREPROCESS));
        }
        return new PlanSource(Plan.of(units), List.of());
    }

    private static List<String> words(String template) throws PlanException {
        try {
            List<String> words = ShellWords.split(template);
            if (words.isEmpty()) {
                throw new PlanException("--command is empty; write for example 'gcc -O2 -c {source} -o {output}'");
            }
            return words;
        } catch (IllegalArgumentException e) {
            throw new PlanException("--command " + template + ": " + e.getMessage(), e);
        }
    }

    private static void checkPlaceholders(String where, String text, Set<String> required) throws PlanException {
        Set<String> missing = new TreeSet<>(required);
        Matcher matcher = PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            if (!KNOWN.contains(matcher.group(1))) {
                throw new PlanException(where + " has the unknown placeholder " + matcher.group()
                        + "; known are {source} {output} {name} {dir} {ext}");
            }
            missing.remove(matcher.group(1));
        }
        if (!missing.isEmpty()) {
            throw new PlanException(where + " needs the placeholder {" + String.join("} {", missing) + "}: " + text);
        }
    }

    private static Map<String, String> values(String source) {
        Path path = Path.of(source);
        String file = path.getFileName().toString();
        int dot = file.lastIndexOf('.');
        Map<String, String> values = new HashMap<>();
        values.put("source", source);
        values.put("dir", path.getParent() == null ? "." : path.getParent().toString());
        values.put("name", dot > 0 ? file.substring(0, dot) : file);
        values.put("ext", dot > 0 ? file.substring(dot + 1) : "");
        return values;
    }

    private static String fill(String text, Map<String, String> values) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(m -> Matcher.quoteReplacement(values.getOrDefault(m.group(1), m.group())));
    }

    private static Set<String> sources(Path directory, List<String> patterns) throws PlanException {
        if (patterns.isEmpty()) {
            throw new PlanException("no source pattern given");
        }
        Set<String> sources = new TreeSet<>();
        for (String text : patterns) {
            String pattern = text.startsWith("./") ? text.substring(2) : text;
            Search search = new Search(directory, new Glob(pattern), pattern.startsWith("/"));
            Path start = directory.resolve(new Glob(pattern).fixedFolder()).normalize();
            try {
                if (Files.isDirectory(start)) {
                    Files.walkFileTree(start, search);
                }
            } catch (IOException e) {
                throw new PlanException("source pattern " + text + ": cannot read " + e.getMessage(), e);
            }
            if (search.found.isEmpty()) {
                throw new PlanException("source pattern " + text + " matches no file in " + directory);
            }
            sources.addAll(search.found);
        }
        return sources;
    }

    private static final class Search extends SimpleFileVisitor<Path> {
        private final Path directory;
        private final Glob glob;
        private final boolean absolute;
        private final List<String> found = new ArrayList<>();
        private int seen;

        Search(Path directory, Glob glob, boolean absolute) {
            this.directory = directory;
            this.glob = glob;
            this.absolute = absolute;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean hidden = seen > 0 && folder.getFileName().toString().startsWith(".");
            seen++;
            return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (++seen > MAX_FILES_SEEN) {
                throw new IOException(directory + ": more than " + MAX_FILES_SEEN + " files; use a narrower pattern");
            }
            String path =
                    absolute ? file.toString() : directory.relativize(file).toString();
            if (Files.isRegularFile(file) && glob.matches(path.replace('\\', '/'))) {
                found.add(path);
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
