package io.jenkins.plugins.distcompile.agent;

import io.jenkins.plugins.distcompile.toolchain.Inclusion;
import io.jenkins.plugins.distcompile.toolchain.InputPack;
import io.jenkins.plugins.distcompile.toolchain.InputPack.InputFile;
import io.jenkins.plugins.distcompile.toolchain.Language;
import io.jenkins.plugins.distcompile.toolchain.MirroredOptions;
import io.jenkins.plugins.distcompile.toolchain.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.zip.CRC32C;

/**
 * One client's files, below a folder of the helper's as they lie on the client's machine: what its units are preprocessed
 * from, and nothing else. Files only come; one that is there is never changed. What is taken is looked through first:
 * no file names another by an absolute path, by one that is computed, or from further above than the mirror is deep. So
 * nothing can be read that the client has not sent. Thread-safe; all methods may block.
 */
final class Mirror {
    private static final int MOST_FILES = 200_000;
    private static final long MOST_BYTES = 2048 * Bytes.MIB;

    /** What goes with the client; the last one holds the root. */
    private final List<Path> tops = new ArrayList<>();

    /** null = made when it is needed. */
    private Path root;

    /** null = as long as {@link #root}. */
    private SpareFiles spares;

    /** How many empty folders lie between the last top and the root, and how many any name goes up. */
    private int depth;

    private int upward;
    private boolean removed;
    /** Digest and length of what lies there. */
    private final Map<String, Long> files = new HashMap<>();

    /** What was found in each, by dialect. */
    private final Map<String, Map<Object, Inclusion.Scan>> scans = new HashMap<>();

    private final Set<Path> folders = new HashSet<>();
    /** How files are looked through depends on the language's version: all have been in each of these. */
    private final Map<Object, Function<byte[], Inclusion.Scan>> dialects = new HashMap<>();
    /** What was found in a file that is there for others' sake. */
    private final Map<Object, String> ties = new HashMap<>();

    /** Macros that stand for names of files, and all that anything defines: none may be both. */
    private final Set<String> computed = new HashSet<>();

    private final Set<String> defined = new HashSet<>();
    private long bytes;

    /**
     * Takes a unit's files in.
     *
     * @return where the client's file system is to be found, without a slash at its end
     */
    synchronized String take(WorkFolder work, Task.Compile task, List<byte[]> packs) throws CannotRun, IOException {
        if (removed) {
            throw CannotRun.fault("the client has gone", null);
        }
        if (root == null) {
            String place = work.path().toString();
            if (!InputPack.isProper(place) || place.indexOf('\'') >= 0) {
                throw CannotRun.refused("the helper's work folder has a name that compilers may write otherwise");
            }
            spares = work.spares();
            root = work.newMirror();
            tops.add(root);
            folders.add(root);
        }
        check(task);
        Object dialect = know(task);
        upward = Math.max(upward, MirroredOptions.upward(task));
        for (byte[] pack : packs) {
            List<InputFile> inside;
            try {
                inside = InputPack.decode(pack);
            } catch (IOException e) {
                throw CannotRun.refused("inputs: " + e.getMessage());
            }
            for (InputFile file : inside) {
                add(work, file);
            }
        }
        deepen(work);
        String tie = ties.get(dialect);
        if (tie != null) {
            throw CannotRun.refused("inputs: " + tie);
        }
        defined.addAll(MirroredOptions.defined(task.options()));
        for (String name : computed) {
            if (defined.contains(name)) {
                throw CannotRun.refused("inputs: the file that " + name + " names is included");
            }
        }
        folder(below(root, task.directory()));
        for (String folder : task.mirror().folders()) {
            folder(below(root, folder));
        }
        return root.toString();
    }

    private void check(Task.Compile task) throws CannotRun {
        boolean proper = InputPack.isProper(task.directory())
                && task.mirror().system().stream().allMatch(InputPack::isProper)
                && task.mirror().folders().stream().allMatch(InputPack::isProper)
                && task.sideOutputs().isEmpty()
                && (task.language() == Language.C || task.language() == Language.CXX);
        if (!proper) {
            throw CannotRun.refused("a unit that is not preprocessed here");
        }
        String leaves = MirroredOptions.leaves(task, root).orElse(null);
        if (leaves != null) {
            throw CannotRun.refused(leaves);
        }
    }

    /** Looks through what is there already as this task's language would have it. */
    private Object know(Task.Compile task) throws IOException {
        Object dialect = Inclusion.dialect(task.language(), task.options());
        if (!dialects.containsKey(dialect)) {
            Function<byte[], Inclusion.Scan> scanner =
                    content -> Inclusion.scan(content, task.language(), task.options());
            dialects.put(dialect, scanner);
            for (Map.Entry<String, Map<Object, Inclusion.Scan>> file : scans.entrySet()) {
                byte[] content = Files.readAllBytes(below(root, file.getKey()));
                look(dialect, scanner, file.getKey(), content, file.getValue());
            }
        }
        return dialect;
    }

    private void look(
            Object dialect,
            Function<byte[], Inclusion.Scan> scanner,
            String path,
            byte[] content,
            Map<Object, Inclusion.Scan> known) {
        Inclusion.Scan scan = known.computeIfAbsent(dialect, any -> scanner.apply(content));
        if (scan.tie() != null) {
            ties.putIfAbsent(dialect, scan.tie() + " (" + path + ")");
        }
        computed.addAll(scan.computed());
        defined.addAll(scan.defined());
        for (Inclusion inclusion : scan.inclusions()) {
            upward = Math.max(upward, Inclusion.upward(inclusion.name()));
        }
    }

    private void add(WorkFolder work, InputFile file) throws CannotRun, IOException {
        if (file.path().contains(".gch")) {
            throw CannotRun.refused("inputs: a precompiled header, which gcc would load unseen");
        }
        CRC32C crc = new CRC32C();
        crc.update(file.content());
        long digest = crc.getValue() << 31 ^ file.content().length;
        Long there = files.get(file.path());
        if (there != null) {
            if (there != digest) {
                throw CannotRun.refused("inputs: " + file.path() + " has changed");
            }
            return;
        }
        bytes += file.content().length;
        if (files.size() >= MOST_FILES || bytes > MOST_BYTES) {
            throw CannotRun.refused("inputs: more than this helper keeps for one client");
        }
        Map<Object, Inclusion.Scan> found =
                spares.file(file.path(), file.content(), file.modifiedMillis(), known -> place(work, file, known));
        scans.put(file.path(), found);
        files.put(file.path(), digest);
    }

    /** Where a file is to lie, in a mirror that is deep enough before it lies there: a compiler may be running. */
    private Path place(WorkFolder work, InputFile file, Map<Object, Inclusion.Scan> known) throws IOException {
        dialects.forEach((dialect, scanner) -> look(dialect, scanner, file.path(), file.content(), known));
        deepen(work);
        Path target = below(root, file.path());
        folder(target.getParent());
        return target;
    }

    /**
     * Moves on to a copy that lies as deep as names go up, unless the mirror does. No deeper than that: for each place where
     * a system header may lie, gcc asks of each folder above it whether it is a link. What runs in the copy before goes on
     * there.
     */
    private void deepen(WorkFolder work) throws IOException {
        if (upward <= depth) {
            return;
        }
        Path top = work.newMirror();
        Path next = top.resolve("a/".repeat(upward));
        Set<Path> before = new HashSet<>(folders);
        folders.clear();
        folders.add(top);
        try {
            folder(next);
            for (String path : files.keySet()) {
                Path target = below(next, path);
                folder(target.getParent());
                Files.copy(below(root, path), target, StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            folders.clear();
            folders.addAll(before);
            WorkFolder.deleteTree(top);
            throw e;
        }
        tops.add(top);
        root = next;
        depth = upward;
    }

    private static Path below(Path root, String path) {
        return root.resolve(path.substring(1));
    }

    private void folder(Path path) throws IOException {
        if (!folders.contains(path)) {
            folder(path.getParent());
            spares.folder(path);
            folders.add(path);
        }
    }

    /** For good; what runs there fails. */
    synchronized void remove() {
        removed = true;
        if (root == null) {
            return;
        }
        Path last = tops.remove(tops.size() - 1);
        tops.forEach(Mirror::delete);
        try {
            spares.takeBack(last, root, scans);
        } catch (IOException e) {
            delete(last);
        }
    }

    private static void delete(Path top) {
        try {
            WorkFolder.deleteTree(top);
        } catch (IOException e) {
            return; // a compiler that is just dying may hold it; the helper's folder goes at its end
        }
    }
}
