package io.jenkins.plugins.distcompile.inputs;

import io.jenkins.plugins.distcompile.toolchain.CompilerCall.Compile;
import io.jenkins.plugins.distcompile.toolchain.Inclusion;
import io.jenkins.plugins.distcompile.toolchain.InputPack;
import io.jenkins.plugins.distcompile.toolchain.SearchOptions;
import io.jenkins.plugins.distcompile.toolchain.SystemFolders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The search for headers with one set of options, as gcc does it (cpp manual 2.3): which files a file may include,
 * whatever the conditionals say, and all that those may. Not safe for threads: {@link Inputs} guards it.
 */
final class Search {
    private final SourceTree tree;
    private final Compile example;
    private final Object dialect;
    private final SystemFolders system;
    private final List<String> forced;
    private final String directory;
    /** Searched for names in quotes, behind the folder of the file that includes. */
    private final List<String> quote;
    /** Searched for all names. */
    private final List<String> angle = new ArrayList<>();

    private final Map<SourceFile, Reach> reaches = new HashMap<>();

    /**
     * What one file names directly.
     *
     * @param through folders on the way that have to exist
     * @param trouble why it cannot be preprocessed elsewhere; null = it can
     */
    private record Reach(
            long edition, List<SourceFile> files, Set<String> through, Set<String> computed, String trouble) {
        static Reach none(long edition, String trouble) {
            return new Reach(edition, List.of(), Set.of(), Set.of(), trouble);
        }
    }

    /**
     * All that a unit may read, its source first.
     *
     * @param trouble null = it can be preprocessed elsewhere
     */
    record Closure(Set<SourceFile> files, Set<String> folders, String trouble) {}

    Search(SourceTree tree, Compile example, SearchOptions options, SystemFolders system) {
        this.tree = tree;
        this.example = example;
        this.dialect = Inclusion.dialect(example.language(), example.options());
        this.system = system;
        this.forced = options.forced();
        this.directory = example.directory().toString();
        this.quote = options.quote().stream().map(this::absolute).toList();
        options.angle().forEach(folder -> angle.add(absolute(folder)));
        options.system().forEach(folder -> angle.add(absolute(folder)));
        angle.addAll(system.folders());
        options.after().forEach(folder -> angle.add(absolute(folder)));
    }

    SystemFolders system() {
        return system;
    }

    private String absolute(String path) {
        return path.startsWith("/") ? path : directory + "/" + path;
    }

    /**
     * Looks for all that a unit may read.
     *
     * @param written the source as the command names it
     * @param defined macros that the command defines
     */
    Closure closure(SourceFile source, String written, Set<String> defined) throws IOException {
        Set<SourceFile> files = new LinkedHashSet<>();
        Set<String> folders = new TreeSet<>();
        String trouble = begin(files, folders);
        String path = absolute(written);
        passed(path, folders);
        Folder beside = tree.folder(path.substring(0, Math.max(1, path.lastIndexOf('/'))));
        trouble = trouble == null ? beside.trouble() : trouble;
        files.add(source);
        Set<String> computed = new HashSet<>();
        ArrayDeque<SourceFile> open = new ArrayDeque<>(files);
        while (trouble == null && !open.isEmpty()) {
            SourceFile file = open.remove();
            Reach reach = reach(file);
            trouble = reach.trouble();
            folders.addAll(reach.through());
            computed.addAll(reach.computed());
            for (SourceFile next : reach.files()) {
                if (files.add(next)) {
                    open.add(next);
                }
            }
        }
        return new Closure(files, folders, trouble == null ? defined(computed, files, defined) : trouble);
    }

    /** What is read before the source, and the folders of the search. */
    private String begin(Set<SourceFile> files, Set<String> folders) {
        folders.add(directory);
        Map<String, String> byReal = new HashMap<>();
        List<String> all = new ArrayList<>(quote);
        all.addAll(angle);
        for (String path : all) {
            Folder folder = tree.folder(path);
            if (folder.exists()) {
                passed(path + "/", folders);
                folders.add(folder.normal());
                String other = byReal.putIfAbsent(folder.real(), folder.normal());
                if (folder.trouble() != null || other != null && !other.equals(folder.normal())) {
                    return "a folder of the search has two names: " + folder.normal();
                }
            }
        }
        Found found = new Found(folders);
        if (!system.preincluded().isEmpty()) {
            found.first(system.preincluded(), angle);
            if (found.isIn(system.preincluded(), List.of(directory)) || found.isIn(system.preincluded(), quote)) {
                return system.preincluded() + " stands for the compiler's own";
            }
        }
        List<String> quoted = new ArrayList<>(List.of(directory));
        quoted.addAll(quote);
        quoted.addAll(angle);
        forced.forEach(name -> found.forced(name, quoted));
        files.addAll(found.files);
        return found.trouble;
    }

    private Reach reach(SourceFile file) throws IOException {
        Reach known = reaches.get(file);
        if (known == null || known.edition() != tree.edition()) {
            known = look(file);
            reaches.put(file, known);
        }
        return known;
    }

    private Reach look(SourceFile file) throws IOException {
        long edition = tree.edition();
        if (file.trouble() != null || file.changed()) {
            String why = file.changed() ? file + " has changed during the build" : file.trouble();
            return Reach.none(edition, why);
        }
        Inclusion.Scan scan = scan(file);
        if (scan.tie() != null) {
            return Reach.none(edition, scan.tie() + " (" + file + ")");
        }
        Found found = new Found(new TreeSet<>());
        List<String> beside =
                List.of(file.path().substring(0, Math.max(1, file.path().lastIndexOf('/'))));
        for (Inclusion inclusion : scan.inclusions()) {
            List<String> chain = new ArrayList<>();
            if (inclusion.quoted()) {
                chain.addAll(beside);
                chain.addAll(quote);
            }
            chain.addAll(angle);
            if (inclusion.next()) {
                // Where the file was found is not known here: what lies behind it is among all.
                found.all(inclusion.name(), chain);
            } else {
                found.first(inclusion.name(), chain);
            }
        }
        return new Reach(edition, List.copyOf(found.files), found.through, scan.computed(), found.trouble);
    }

    /** Whether nothing defines these macros, which stand for names of files. */
    private String defined(Set<String> computed, Set<SourceFile> files, Set<String> byOptions) throws IOException {
        if (computed.isEmpty()) {
            return null;
        }
        for (String name : computed) {
            if (byOptions.contains(name)) {
                return "the file that " + name + " names is included";
            }
        }
        for (SourceFile file : files) {
            for (String name : computed) {
                if (scan(file).defined().contains(name)) {
                    return "the file that " + name + " names is included, which " + file + " may define";
                }
            }
        }
        return null;
    }

    private Inclusion.Scan scan(SourceFile file) throws IOException {
        return file.scan(dialect, content -> Inclusion.scan(content, example.language(), example.options()));
    }

    /** Names the folders before each {@code ..}: the system looks whether they exist. */
    private static void passed(String path, Set<String> folders) {
        for (int up = path.indexOf("/../"); up >= 0; up = path.indexOf("/../", up + 1)) {
            folders.add(Path.of(path.substring(0, up)).normalize().toString());
        }
    }

    /** What a number of searches come to. */
    private final class Found {
        private final Set<SourceFile> files = new LinkedHashSet<>();
        private final Set<String> through;
        private String trouble;

        Found(Set<String> through) {
            this.through = through;
        }

        void first(String name, List<String> chain) {
            for (String folder : chain) {
                if (take(name, folder)) {
                    return;
                }
            }
        }

        void all(String name, List<String> chain) {
            chain.forEach(folder -> take(name, folder));
        }

        void forced(String name, List<String> chain) {
            if (name.startsWith("/")) {
                int slash = name.lastIndexOf('/');
                take(name.substring(slash + 1), slash == 0 ? "/" : name.substring(0, slash));
            } else {
                first(name, chain);
            }
        }

        boolean isIn(String name, List<String> folders) {
            return folders.stream().anyMatch(folder -> tree.folder(folder).has(name));
        }

        private boolean take(String name, String folder) {
            String path = folder.endsWith("/") ? folder + name : folder + "/" + name;
            int slash = path.lastIndexOf('/');
            String last = path.substring(slash + 1);
            Folder parent = tree.folder(slash == 0 ? "/" : path.substring(0, slash));
            if (!parent.exists()) {
                return false;
            }
            if (parent.has(last + ".gch")) {
                trouble = "a precompiled header lies ready: " + path + ".gch";
            }
            if (parent.has(last) && parent.trouble() != null) {
                trouble = parent.trouble();
            }
            SourceFile file = tree.file(parent, last);
            if (file == null) {
                return false;
            }
            if (!InputPack.isProper(file.path())) {
                trouble = "a file has an unusual name: " + file;
            }
            passed(path, through);
            files.add(file);
            return true;
        }
    }
}
