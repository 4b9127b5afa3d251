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
import java.nio.file.attribute.FileTime;
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

    /** How many empty folders lie between the last top and the root, and how many any name goes up. */
    private int depth;

    private int upward;
    private boolean removed;
    /** Digest and length of what lies there. */
    private final Map<String, Long> files = new HashMap<>();

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
            root = work.newMirror();
            tops.add(root);
            if (!InputPack.isProper(root.toString()) || root.toString().indexOf('\'') >= 0) {
                throw CannotRun.refused("the helper's work folder has a name that compilers may write otherwise");
            }
        }
        check(task);
        Object dialect = know(task);
        upward = Math.max(upward, MirroredOptions.upward(task));
        List<InputFile> news = news(packs);
        if (upward > depth) {
            deepen(work);
        }
        for (InputFile file : news) {
            write(file);
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
            for (String path : files.keySet()) {
                look(dialect, scanner, path, Files.readAllBytes(below(root, path)));
            }
        }
        return dialect;
    }

    private void look(Object dialect, Function<byte[], Inclusion.Scan> scanner, String path, byte[] content) {
        Inclusion.Scan scan = scanner.apply(content);
        if (scan.tie() != null) {
            ties.putIfAbsent(dialect, scan.tie() + " (" + path + ")");
        }
        computed.addAll(scan.computed());
        defined.addAll(scan.defined());
        for (Inclusion inclusion : scan.inclusions()) {
            upward = Math.max(upward, Inclusion.upward(inclusion.name()));
        }
    }

    /** The files that are not there yet, looked through before any of them is: a compiler may be running here. */
    private List<InputFile> news(List<byte[]> packs) throws CannotRun {
        List<InputFile> news = new ArrayList<>();
        for (byte[] pack : packs) {
            List<InputFile> inside;
            try {
                inside = InputPack.decode(pack);
            } catch (IOException e) {
                throw CannotRun.refused("inputs: " + e.getMessage());
            }
            for (InputFile file : inside) {
                if (isNew(file)) {
                    dialects.forEach((dialect, scanner) -> look(dialect, scanner, file.path(), file.content()));
                    news.add(file);
                }
            }
        }
        return news;
    }

    private boolean isNew(InputFile file) throws CannotRun {
        if (file.path().contains(".gch")) {
            throw CannotRun.refused("inputs: a precompiled header, which gcc would load unseen");
        }
        Long there = files.get(file.path());
        if (there != null && there != digest(file)) {
            throw CannotRun.refused("inputs: " + file.path() + " has changed");
        }
        return there == null;
    }

    private static long digest(InputFile file) {
        CRC32C crc = new CRC32C();
        crc.update(file.content());
        return crc.getValue() << 31 ^ file.content().length;
    }

    private void write(InputFile file) throws CannotRun, IOException {
        if (!isNew(file)) {
            return; // it came twice
        }
        bytes += file.content().length;
        if (files.size() >= MOST_FILES || bytes > MOST_BYTES) {
            throw CannotRun.refused("inputs: more than this helper keeps for one client");
        }
        Path target = below(root, file.path());
        folder(target.getParent());
        Files.write(target, file.content());
        Files.setLastModifiedTime(target, FileTime.fromMillis(file.modifiedMillis()));
        files.put(file.path(), digest(file));
    }

    /**
     * Moves on to a copy that lies as deep as names go up. No deeper than that: for each place where a system header
     * may lie, gcc asks of each folder above it whether it is a link. What runs in the copy before goes on there.
     */
    private void deepen(WorkFolder work) throws IOException {
        Path top = work.newMirror();
        Path next = Files.createDirectories(top.resolve("a/".repeat(upward)));
        Set<Path> made = new HashSet<>();
        try {
            for (String path : files.keySet()) {
                Path target = below(next, path);
                if (made.add(target.getParent())) {
                    Files.createDirectories(target.getParent());
                }
                Files.copy(below(root, path), target, StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            WorkFolder.deleteTree(top);
            throw e;
        }
        tops.add(top);
        root = next;
        depth = upward;
        folders.clear();
        folders.addAll(made);
    }

    private static Path below(Path root, String path) {
        return root.resolve(path.substring(1));
    }

    private void folder(Path path) throws IOException {
        if (folders.add(path)) {
            Files.createDirectories(path);
        }
    }

    /** For good; what runs there fails. */
    synchronized void remove() {
        removed = true;
        try {
            for (Path top : tops) {
                WorkFolder.deleteTree(top);
            }
        } catch (IOException e) {
            return; // a compiler that is just dying may hold it; the helper's folder goes at its end
        }
    }
}
