package io.jenkins.plugins.distcompile.toolchain;

import io.jenkins.plugins.distcompile.toolchain.CompilerCall.Compile;
import io.jenkins.plugins.distcompile.toolchain.CompilerCall.LocalOnly;
import io.jenkins.plugins.distcompile.toolchain.CompilerCall.NotACompile;
import io.jenkins.plugins.distcompile.toolchain.OptionTable.Option;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads a compiler's command line with the help of {@link OptionTable}: one source, one object, and which option goes
 * where. Reads response files and nothing else. One object per parse, one thread.
 */
public final class CommandLine {
    private final Path directory;
    private final CompilerName compiler;
    private final CompilerFamily family;
    private final List<String> sources = new ArrayList<>();
    private final List<String> options = new ArrayList<>();
    private final List<String> preprocessing = new ArrayList<>();
    private final DependencyOptions dependencies = new DependencyOptions();
    private String language;
    private String output;
    private String mode = "";
    private String local;

    private CommandLine(CompilerName compiler, CompilerFamily family, Path directory) {
        this.compiler = compiler;
        this.family = family;
        this.directory = directory;
    }

    /**
     * Says what a command is, as far as the compiler's name tells its family: {@code cc} is taken for gcc.
     *
     * @param argv the command, launchers such as {@code ccache} allowed in front
     * @param directory the working directory; made absolute
     */
    public static CompilerCall parse(List<String> argv, Path directory) {
        return parse(argv, directory, null);
    }

    /**
     * Says what a command is once the compiler has been identified.
     *
     * @param family of the compiler behind the name; null = what the name says
     */
    public static CompilerCall parse(List<String> argv, Path directory, CompilerFamily family) {
        if (argv.isEmpty()) {
            return new NotACompile("empty command");
        }
        int first = CompilerName.launchers(argv);
        Optional<CompilerName> name = CompilerName.of(argv.get(first));
        if (name.isEmpty()) {
            return new NotACompile(argv.get(first) + " is not a known compiler");
        }
        Path absolute = directory.toAbsolutePath().normalize();
        CompilerFamily named = name.get().clang() ? CompilerFamily.CLANG : CompilerFamily.GCC;
        CommandLine line = new CommandLine(name.get(), family == null ? named : family, absolute);
        List<String> words;
        try {
            words = ResponseFiles.expand(argv.subList(first + 1, argv.size()), absolute);
        } catch (ResponseFiles.Unreadable e) {
            return new LocalOnly(null, null, List.of(), e.getMessage());
        }
        line.read(words);
        return line.result();
    }

    /** The words with those of response files in place; unchanged when a response file cannot be read. */
    public static List<String> expand(List<String> words, Path directory) {
        try {
            return ResponseFiles.expand(words, directory);
        } catch (ResponseFiles.Unreadable e) {
            return words;
        }
    }

    /** Whether this word is an option whose value is the next word. */
    public static boolean takesNext(String word) {
        return word.length() > 1
                && word.startsWith("-")
                && OptionTable.standard().find(word).takesNext(word);
    }

    private void read(List<String> words) {
        for (int at = 0; at < words.size(); at++) {
            String word = words.get(at);
            if (!word.startsWith("-") || word.equals("-")) {
                sources.add(word);
                continue;
            }
            Option option = OptionTable.standard().find(word);
            boolean separate = option.takesNext(word);
            if (separate && at + 1 == words.size()) {
                keepHere(word + " lacks its argument");
                return;
            }
            String value =
                    separate ? words.get(++at) : word.substring(option.name().length());
            take(option, separate ? List.of(word, value) : List.of(word), value);
        }
    }

    private void take(Option option, List<String> written, String value) {
        switch (option.role()) {
            case PRE -> preprocessing.addAll(written);
            case BOTH, COMPILE -> {
                RemoteOptions.check(written).ifPresent(this::keepHere);
                options.addAll(written);
                preprocessing.addAll(written);
            }
            case LINK -> {}
            case LOCAL -> keepHere(written.get(0) + ": " + option.reason());
            case DEPS -> {
                if (!dependencies.take(option.name(), value, preprocessing)) {
                    keepHere(written.get(0) + ": passes options to the preprocessor unseen");
                }
            }
            case OUTPUT -> output = value;
            case LANGUAGE -> {
                if (!sources.isEmpty()) {
                    keepHere("-x after the source");
                }
                language = value;
            }
            case MODE -> mode = option.name().equals("-c") && !mode.isEmpty() ? mode : option.name();
        }
    }

    private void keepHere(String reason) {
        local = local == null ? reason : local;
    }

    private CompilerCall result() {
        if (sources.isEmpty()) {
            return new NotACompile("no source");
        }
        if (mode.isEmpty()) {
            return new NotACompile("links");
        }
        if (sources.size() > 1) {
            return new LocalOnly(null, output == null ? null : directory.resolve(output), List.of(), "several sources");
        }
        String source = sources.get(0);
        if (source.equals("-")) {
            return localOnly("the source is standard input");
        }
        if (!mode.equals("-c")) {
            return localOnly(mode + " writes no object");
        }
        if (local != null) {
            return localOnly(local);
        }
        if ("-".equals(output) || "/dev/null".equals(output)) {
            return localOnly("the output is not a file");
        }
        Language known = SourceLanguage.of(source, language, compiler.cxx()).orElse(null);
        if (known == null) {
            return localOnly(SourceLanguage.reason(source, language));
        }
        return remote(source, known);
    }

    private CompilerCall remote(String source, Language known) {
        String object = object(source);
        Optional<String> objection = Reproducibility.objection(family, known, options, preprocessing, object);
        if (objection.isPresent()) {
            return localOnly(objection.get());
        }
        List<String> side = new ArrayList<>();
        if (options.contains("-gsplit-dwarf")) {
            side.add(".dwo");
        }
        if (options.contains("-fstack-usage")) {
            side.add(".su");
        }
        return new Compile(
                compiler.program(),
                family,
                known,
                directory,
                source,
                directory.resolve(source).normalize(),
                object,
                directory.resolve(object).normalize(),
                side,
                options,
                preprocessing,
                dependencies.file(directory, object, output != null, family));
    }

    private CompilerCall localOnly(String reason) {
        String source = sources.get(0);
        Path sourcePath = source.equals("-") ? null : directory.resolve(source).normalize();
        boolean writes = mode.equals("-c") || mode.equals("-S") || output != null;
        boolean file = writes && !"-".equals(output) && sourcePath != null;
        Path outputPath = file ? directory.resolve(object(source)).normalize() : null;
        List<Path> outputs = new ArrayList<>();
        if (outputPath != null) {
            outputs.add(outputPath);
            DependencyFile rule = dependencies.file(directory, object(source), output != null, family);
            if (rule != null) {
                outputs.add(rule.path());
            }
        }
        return new LocalOnly(sourcePath, outputPath, outputs, reason);
    }

    /** gcc manual 3.2: without {@code -o} the object goes to the working directory under the source's base name. */
    private String object(String source) {
        if (output != null) {
            return output;
        }
        String suffix = mode.equals("-S") ? ".s" : isHeader() ? ".gch" : ".o";
        String base = CompilerName.base(source);
        return (suffix.equals(".gch") ? source : CompilerCall.withoutSuffix(base)) + suffix;
    }

    private boolean isHeader() {
        return language != null
                ? language.endsWith("-header")
                : sources.get(0).toLowerCase(Locale.ROOT).matches(".*\\.(h|hh|hpp|hxx|h\\+\\+|hp|tcc)");
    }
}
