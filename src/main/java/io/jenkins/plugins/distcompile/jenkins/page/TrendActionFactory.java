package io.jenkins.plugins.distcompile.jenkins.page;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;

/** Gives the trend to every job that has ever finished a {@code distCompile} step. */
@Extension
public final class TrendActionFactory extends TransientActionFactory<Job<?, ?>> {

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"})
    public Class<Job<?, ?>> type() {
        return (Class) Job.class;
    }

    @Override
    public Class<? extends Action> actionType() {
        return TrendAction.class;
    }

    /** Asked often: one look at the file system, no build is loaded. */
    @Override
    public Collection<? extends Action> createFor(Job<?, ?> job) {
        return Files.isDirectory(job.getRootDir().toPath().resolve(BuildFiles.FOLDER))
                ? List.of(new TrendAction(job))
                : List.of();
    }

    /** From now on the job has a trend. */
    static void mark(Path job) throws IOException {
        Files.createDirectories(job.resolve(BuildFiles.FOLDER));
    }
}
