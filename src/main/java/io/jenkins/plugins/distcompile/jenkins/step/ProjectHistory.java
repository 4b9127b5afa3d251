package io.jenkins.plugins.distcompile.jenkins.step;

import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Job;
import io.jenkins.plugins.distcompile.history.History;
import io.jenkins.plugins.distcompile.history.HistoryLimits;
import io.jenkins.plugins.distcompile.history.Observation;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Consumer;

/**
 * The times of a project's earlier builds: one file in the project's own folder, shared by the branches of a multibranch
 * project. Builds read a copy; what they have learnt is added here, one at a time.
 */
final class ProjectHistory {
    /** There is one project a file: a job that is renamed keeps its history. */
    static final String PROJECT = "project";

    private static final String FILE = "distributed-compile-history.mv";
    private static final String MULTIBRANCH = "jenkins.branch.MultiBranchProject";
    private static final Object LOCK = new Object();

    private final File file;

    private ProjectHistory(File file) {
        this.file = file;
    }

    static ProjectHistory of(Job<?, ?> job) {
        ItemGroup<?> parent = job.getParent();
        boolean shared = parent instanceof Item && isMultibranch(parent.getClass());
        return new ProjectHistory(new File(shared ? parent.getRootDir() : job.getRootDir(), FILE));
    }

    /** By name: its plugin need not be there. */
    private static boolean isMultibranch(Class<?> type) {
        return type != null && (type.getName().equals(MULTIBRANCH) || isMultibranch(type.getSuperclass()));
    }

    /**
     * Gives a copy of the file, which no build writes to meanwhile.
     *
     * @param reader takes the copy before it is removed; null when there is no history yet
     */
    <T> T read(Reader<T> reader) throws IOException, InterruptedException {
        Path copy = null;
        synchronized (LOCK) {
            if (file.exists()) {
                copy = Files.createTempFile("distributed-compile-history", ".mv");
                Files.copy(file.toPath(), copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        try {
            return reader.read(copy == null ? null : copy.toFile());
        } finally {
            if (copy != null) {
                Files.deleteIfExists(copy);
            }
        }
    }

    /** Uses a copy. */
    interface Reader<T> {
        T read(File copy) throws IOException, InterruptedException;
    }

    /**
     * Adds what a build has seen.
     *
     * @param warnings takes one line for people per trouble
     */
    void add(List<Observation> runs, Consumer<String> warnings) {
        if (runs.isEmpty()) {
            return;
        }
        synchronized (LOCK) {
            try (History history = History.open(file.toPath(), HistoryLimits.DEFAULT, warnings)) {
                if (history.isWritable()) {
                    history.record(PROJECT, runs);
                }
            }
        }
    }
}
