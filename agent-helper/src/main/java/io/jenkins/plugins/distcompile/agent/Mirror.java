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

    /** null = made when it is needed. */
    private Path top;

    /** null = as long as {@link #top}. */
    private SpareFiles spares;

    private Path root;
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
        if (top == null) {
            spares = work.spares();
            top = work.newMirror();
            folders.add(top);
            root = top.resolve("a/".repeat(Inclusion.MOST_UPWARD));
            folder(root);
            if (!InputPack.isProper(root.toString()) || root.toString().indexOf('\'') >= 0) {
                throw CannotRun.refused("the helper's work folder has a name that compilers may write otherwise");
            }
        }
        check(task);
        Object dialect = know(task);
        for (byte[] pack : packs) {
            List<InputFile> inside;
            try {
                inside = InputPack.decode(pack);
            } catch (IOException e) {
                throw CannotRun.refused("inputs: " + e.getMessage());
            }
            for (InputFile file : inside) {
                add(file);
            }
        }
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
        folder(root.resolve(task.directory().substring(1)));
        for (String folder : task.mirror().folders()) {
            folder(root.resolve(folder.substring(1)));
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
                byte[] content = Files.readAllBytes(root.resolve(file.getKey().substring(1)));
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
    }

    private void add(InputFile file) throws CannotRun, IOException {
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
        Path target = root.resolve(file.path().substring(1));
        folder(target.getParent());
        scans.put(
                file.path(),
                spares.file(
                        target,
                        file.path(),
                        file.content(),
                        file.modifiedMillis(),
                        known -> dialects.forEach(
                                (dialect, scanner) -> look(dialect, scanner, file.path(), file.content(), known))));
        files.put(file.path(), digest);
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
        if (top == null) {
            return;
        }
        try {
            spares.takeBack(top, root, scans);
        } catch (IOException e) {
            delete();
        }
    }

    private void delete() {
        try {
            WorkFolder.deleteTree(top);
        } catch (IOException e) {
            return; // a compiler that is just dying may hold it; the helper's folder goes at its end
        }
    }
}
