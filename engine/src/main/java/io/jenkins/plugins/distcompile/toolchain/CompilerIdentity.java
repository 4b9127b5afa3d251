package io.jenkins.plugins.distcompile.toolchain;

import io.jenkins.plugins.distcompile.criteria.CompilerFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds out what a compiler is: kind, version, target, and a digest over the contents of all parts that shape its
 * objects, so that equal compilers on two machines agree wherever they are installed. Asked by client and helper.
 * Safe for all threads; the first probe of a compiler starts it a few times and reads its parts.
 */
public final class CompilerIdentity {
    private static final Pattern VERSION =
            Pattern.compile("^(?:gcc|(?:\\S+ )?(clang)|Apple (?:LLVM|clang)) version (\\S+).*$", Pattern.MULTILINE);
    private static final Pattern TARGET = Pattern.compile("^Target: (\\S+)$", Pattern.MULTILINE);
    private static final List<String> GCC_PARTS = List.of("cc1", "cc1plus", "cc1obj", "cc1objplus", "as");

    private final FileDigests digests;
    private final Map<String, Identified> known = new ConcurrentHashMap<>();

    /** Remembers digests in memory alone. */
    public CompilerIdentity() {
        this.digests = new FileDigests(null);
    }

    /** Remembers digests in a file too, made when missing; a damaged one is ignored and replaced. */
    public CompilerIdentity(Path cache) {
        this.digests = new FileDigests(cache);
    }

    /**
     * A compiler and where it is.
     *
     * @param path absolute; links followed only as far as launchers such as {@code ccache} had to be passed by
     * @param onThisProcessor the same compiler asked for {@code -march=native}: its digest covers what it makes of that
     *     option on this machine too; null when it makes nothing of it
     */
    public record Identified(Path path, CompilerFacts facts, CompilerFacts onThisProcessor) {
        /** A compiler that knows no {@code -march=native}. */
        public Identified(Path path, CompilerFacts facts) {
            this(path, facts, null);
        }

        /** What a helper offers: one entry, or two. */
        public List<CompilerFacts> offers() {
            return onThisProcessor == null ? List.of(facts) : List.of(facts, onThisProcessor);
        }
    }

    /**
     * Identifies a compiler.
     *
     * @param program a name to be looked up on {@code PATH}, or a path
     * @param directory what a relative path is relative to
     * @param environment the environment that compiles run with
     * @throws IOException when there is none, or it is neither gcc nor clang; the message names it
     */
    public Identified probe(String program, Path directory, Map<String, String> environment) throws IOException {
        Path path = ProgramSearch.find(program, directory, environment)
                .orElseThrow(() -> new IOException("compiler " + program + " is not on PATH"));
        String key = path + "\0" + digests.stamp(path.toRealPath()) + "\0" + environment.getOrDefault("PATH", "");
        Identified found = known.get(key);
        if (found == null) {
            found = ask(path, environment);
            known.put(key, found);
        }
        return found;
    }

    private Identified ask(Path path, Map<String, String> environment) throws IOException {
        String about = ToolOutput.of(List.of(path.toString(), "-v"), environment);
        Matcher version = VERSION.matcher(about);
        Matcher target = TARGET.matcher(about);
        if (!version.find() || !target.find()) {
            throw new IOException(path + " is neither gcc nor clang");
        }
        boolean clang = !version.group().startsWith("gcc");
        String name = CompilerName.base(path.toString());
        boolean cxx = CompilerName.of(name).map(CompilerName::cxx).orElse(name.contains("++"));
        String kind = (clang ? "clang" : cxx ? "g" : "gcc") + (cxx ? "++" : "");
        // Asked together, for each is a process, and a build waits for them.
        ToolOutput ofThisProcessor = NativeOptions.ask(path, environment);
        Map<String, ToolOutput> places = new LinkedHashMap<>();
        for (String part : clang ? List.<String>of() : GCC_PARTS) {
            places.put(part, ToolOutput.ask(List.of(path.toString(), "-print-prog-name=" + part), environment));
        }
        MessageDigest digest = FileDigests.sha256();
        add(digest, kind);
        add(digest, version.group());
        add(digest, target.group(1));
        add(digest, digests.of(path.toRealPath()));
        if (clang) {
            for (Path library : SharedLibraries.ofCompiler(path, environment)) {
                add(digest, library.getFileName() + " " + digests.of(library.toRealPath()));
            }
        }
        for (Map.Entry<String, ToolOutput> part : places.entrySet()) {
            String named = part.getValue().text().trim();
            add(digest, part.getKey() + " " + part(path, named, environment));
        }
        CompilerFacts facts =
                new CompilerFacts(kind, version.group(2), target.group(1), FileDigests.hex(digest.digest()));
        return new Identified(
                path,
                facts,
                NativeOptions.of(ofThisProcessor)
                        .map(options -> onThisProcessor(facts, options))
                        .orElse(null));
    }

    private static CompilerFacts onThisProcessor(CompilerFacts facts, String options) {
        MessageDigest digest = FileDigests.sha256();
        add(digest, facts.digest());
        add(digest, options);
        return new CompilerFacts(facts.kind(), facts.version(), facts.target(), FileDigests.hex(digest.digest()));
    }

    /** @param named what the driver calls the part: a path, or a name to be looked up */
    private String part(Path compiler, String named, Map<String, String> environment) throws IOException {
        Optional<Path> file = named.contains("/")
                ? Optional.of(Path.of(named)).filter(Files::isExecutable)
                : ProgramSearch.find(named, compiler.getParent(), environment);
        return file.isEmpty() ? "absent" : digests.of(file.get().toRealPath());
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }
}
