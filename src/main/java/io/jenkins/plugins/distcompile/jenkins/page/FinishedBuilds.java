package io.jenkins.plugins.distcompile.jenkins.page;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.distcompile.jenkins.DistCompileConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * When a build that used {@code distCompile} is over: keeps its headline, adds to the pool's records what it has told of
 * the agents, and removes logs beyond the configured number. Runs on the thread that ends the build; what fails is
 * logged and fails no build.
 */
@Extension
public final class FinishedBuilds extends RunListener<Run<?, ?>> {
    private static final Logger LOGGER = Logger.getLogger(FinishedBuilds.class.getName());

    @Override
    public void onFinalized(Run<?, ?> run) {
        List<DistCompileAction> steps = run.getActions(DistCompileAction.class);
        if (steps.isEmpty()) {
            return;
        }
        for (DistCompileAction step : steps) {
            try {
                keep(run, step);
            } catch (IOException | RuntimeException e) {
                LOGGER.log(Level.WARNING, e, () -> "what " + run + " compiled is not in its trend and the pool");
            }
        }
        try {
            Path builds = run.getRootDir().toPath().getParent();
            Retention.apply(
                    builds, run.getNumber(), DistCompileConfiguration.get().getKeptLogs());
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "old logs beside " + run + " were not removed");
        }
    }

    private static void keep(Run<?, ?> run, DistCompileAction step) throws IOException {
        // Figures that are there have been counted before.
        if (!Files.exists(step.files().events()) || Files.exists(step.files().figures())) {
            return;
        }
        step.figures().of(step.getNumber()).write(step.files().figures());
        TrendActionFactory.mark(run.getParent().getRootDir().toPath());
        PoolLink.store()
                .add(step.frame().report(), run.getParent().getFullName(), run.getNumber(), run.getStartTimeInMillis());
    }
}
