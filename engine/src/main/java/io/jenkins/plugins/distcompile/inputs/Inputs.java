package io.jenkins.plugins.distcompile.inputs;

import io.jenkins.plugins.distcompile.criteria.CompilerFacts;
import io.jenkins.plugins.distcompile.inputs.InputBundle.Footing;
import io.jenkins.plugins.distcompile.inputs.InputBundle.Pack;
import io.jenkins.plugins.distcompile.inputs.Search.Closure;
import io.jenkins.plugins.distcompile.link.Packed;
import io.jenkins.plugins.distcompile.link.Packing;
import io.jenkins.plugins.distcompile.toolchain.CompilerCall.Compile;
import io.jenkins.plugins.distcompile.toolchain.CompilerFamily;
import io.jenkins.plugins.distcompile.toolchain.InputPack;
import io.jenkins.plugins.distcompile.toolchain.InputPack.InputFile;
import io.jenkins.plugins.distcompile.toolchain.Language;
import io.jenkins.plugins.distcompile.toolchain.MirroredOptions;
import io.jenkins.plugins.distcompile.toolchain.SearchOptions;
import io.jenkins.plugins.distcompile.toolchain.SystemFolders;
import io.jenkins.plugins.distcompile.toolchain.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Finds out which files a unit may read, so that agents preprocess it: at least all that it does read, so that its
 * compiler finds there what it would find here, and nothing that it would not. Whatever is in doubt is said to be. One
 * object a build; any thread.
 */
public final class Inputs {
    /** A look at files holds so long for units that wait for nobody; results are checked again. */
    private static final long HOLDS_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private static final int MOST_FILES = 20_000;
    private static final long MOST_BYTES = 256L << 20;
    private static final int MOST_PACKS = 1_000;
    private static final int MOST_SEARCHES = 1_000;
    private static final int FIRST_VERSION = 8; // of gcc, with -ffile-prefix-map
    private static final Path ANYWHERE = Path.of("/mirror");

    private final Map<String, String> environment;
    private final SourceTree tree = new SourceTree();
    private final Map<SystemKey, SystemFolders> systems = new HashMap<>();
    /** Why a compiler's own folders are not known, so that it is not asked for each unit. */
    private final Map<SystemKey, String> unknown = new HashMap<>();

    private final Map<SearchKey, Search> searches = new HashMap<>();

    private record SystemKey(String program, Language language, String directory, List<String> options) {}

    private record SearchKey(SystemKey system, SearchOptions options) {}

    /** Why a unit is to be preprocessed on this machine. */
    public static final class InDoubt extends Exception {
        private static final long serialVersionUID = 1L;

        InDoubt(String reason) {
            super(reason);
        }
    }

    /** @param environment of compilers on this machine */
    public Inputs(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * What an agent needs to preprocess this unit.
     *
     * @param task of the unit, as it would be with a text
     * @param fresh whether other units may have written what this one reads
     * @param quick how it is to be packed
     */
    public synchronized InputBundle bundle(
            Compile compile, Task.Compile task, CompilerFacts compiler, boolean fresh, boolean quick) throws InDoubt {
        check(compile, task, compiler);
        try {
            Search search = search(compile);
            Set<String> defined = MirroredOptions.defined(compile.preprocessing());
            long now = System.nanoTime();
            long since = fresh ? now : now - HOLDS_NANOS;
            tree.lookAtFolders(since);
            SourceFile source = tree.file(compile.sourcePath());
            if (source == null) {
                throw new InDoubt("the source cannot be read");
            }
            Closure closure = search.closure(source, compile.source(), defined);
            tree.lookAtFiles(closure.files(), since);
            closure = search.closure(source, compile.source(), defined);
            if (tree.broken() != null || closure.trouble() != null) {
                throw new InDoubt(tree.broken() != null ? tree.broken() : closure.trouble());
            }
            Footing footing = new Footing(
                    this,
                    search,
                    source,
                    compile.source(),
                    defined,
                    List.copyOf(closure.files()),
                    tree.edition(),
                    System.nanoTime(),
                    new AtomicReference<>());
            return bundle(compile, footing, closure, quick);
        } catch (IOException e) {
            throw new InDoubt(e.getMessage());
        }
    }

    synchronized String objection(InputBundle bundle) {
        Footing on = bundle.footing();
        tree.lookAtFolders(on.nanos());
        tree.lookAtFiles(on.files(), on.nanos());
        if (tree.broken() != null || tree.edition() == on.edition()) {
            return tree.broken();
        }
        try {
            Closure closure = on.search().closure(on.source(), on.written(), on.defined());
            boolean same = closure.trouble() == null && closure.files().equals(new HashSet<>(on.files()));
            return same ? null : "a header has changed meanwhile";
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    private static void check(Compile compile, Task.Compile task, CompilerFacts compiler) throws InDoubt {
        boolean cFamily = compile.language() == Language.C || compile.language() == Language.CXX;
        if (compile.family() != CompilerFamily.GCC || !cFamily || major(compiler.version()) < FIRST_VERSION) {
            throw new InDoubt("only gcc's C and C++");
        }
        if (!compile.sideOutputs().isEmpty()) {
            throw new InDoubt("it writes more than an object");
        }
        if (compile.dependencies() != null && MakeRule.of(compile.dependencies()) == null) {
            throw new InDoubt("unusual dependency options");
        }
        String directory = compile.directory().toString();
        String objection = MirroredOptions.objection(task.options());
        Task.Compile mirrored = task.mirrored(compile.preprocessing(), task.mirror());
        if (objection != null
                || !InputPack.isProper(directory)
                || !InputPack.isProper(compile.sourcePath().toString())
                || MirroredOptions.leaves(mirrored, ANYWHERE).isPresent()) {
            throw new InDoubt(objection != null ? objection : "unusual paths");
        }
    }

    private static int major(String version) {
        int dot = version.indexOf('.');
        try {
            return Integer.parseInt(dot < 0 ? version : version.substring(0, dot));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private Search search(Compile compile) throws InDoubt {
        SearchOptions options = SearchOptions.of(compile);
        if (options == null) {
            throw new InDoubt("options for preprocessing that agents do not take");
        }
        SystemKey system = new SystemKey(
                compile.program(), compile.language(), compile.directory().toString(), compile.options());
        SearchKey key = new SearchKey(system, options);
        Search known = searches.get(key);
        if (known == null) {
            if (searches.size() >= MOST_SEARCHES) {
                throw new InDoubt("each unit has its own options");
            }
            SystemFolders folders = folders(compile, system);
            if (folders.folders().isEmpty() || !folders.folders().stream().allMatch(InputPack::isProper)) {
                throw new InDoubt("the compiler's folders have unusual names");
            }
            known = new Search(tree, compile, options, folders);
            searches.put(key, known);
        }
        return known;
    }

    private SystemFolders folders(Compile compile, SystemKey key) throws InDoubt {
        if (unknown.containsKey(key)) {
            throw new InDoubt(unknown.get(key));
        }
        SystemFolders known = systems.get(key);
        if (known == null) {
            try {
                known = SystemFolders.ask(compile, environment);
            } catch (IOException e) {
                unknown.put(key, e.getMessage());
                throw new InDoubt(e.getMessage());
            }
            systems.put(key, known);
        }
        return known;
    }

    private InputBundle bundle(Compile compile, Footing footing, Closure closure, boolean quick)
            throws IOException, InDoubt {
        List<InputFile> news = new ArrayList<>();
        List<SourceFile> newFiles = new ArrayList<>();
        Set<Pack> packs = new HashSet<>();
        long bytes = 0;
        for (SourceFile file : closure.files()) {
            bytes += file.size();
            if (file.equals(footing.source())) {
                continue;
            }
            if (file.pack() == null) {
                news.add(input(file));
                newFiles.add(file);
            } else {
                packs.add(file.pack());
            }
        }
        if (closure.files().size() > MOST_FILES || bytes > MOST_BYTES || packs.size() > MOST_PACKS) {
            throw new InDoubt("it may read too much");
        }
        Packed own = Packing.pack(InputPack.ROLE, InputPack.encode(List.of(input(footing.source()))), quick);
        long newBytes = own.wire().length;
        if (!news.isEmpty()) {
            Pack pack = new Pack(Packing.pack(InputPack.ROLE, InputPack.encode(news), quick));
            newFiles.forEach(file -> file.packed(pack));
            packs.add(pack);
            newBytes += pack.packed().wire().length;
        }
        String kind = compile.dependencies() == null
                ? ""
                : MakeRule.of(compile.dependencies()).kind();
        Task.Mirror mirror = new Task.Mirror(
                footing.search().system().folders(),
                List.copyOf(closure.folders()),
                footing.search().system().preincluded(),
                kind);
        return new InputBundle(mirror, own, List.copyOf(packs), bytes, newBytes, footing);
    }

    private static InputFile input(SourceFile file) throws IOException {
        return new InputFile(file.path(), file.modifiedMillis(), file.content());
    }
}
