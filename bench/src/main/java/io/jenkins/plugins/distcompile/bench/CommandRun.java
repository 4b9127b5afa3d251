package io.jenkins.plugins.distcompile.bench;

import io.jenkins.plugins.distcompile.plan.Plan;
import io.jenkins.plugins.distcompile.plan.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs the commands of a plan as they stand, or behind a launcher such as distcc, so many at a time. */
final class CommandRun {
    private CommandRun() {}

    /** @throws IOException if a command fails; its output is in {@code commands.log} in {@code work} */
    static Cost of(Plan plan, int jobs, List<String> launcher, Map<String, String> environment, Path work)
            throws Exception {
        Files.createDirectories(work);
        Path log = work.resolve("commands.log");
        double before = ProcStat.endedChildrenSeconds();
        long start = System.nanoTime();
        ExecutorService pool = Executors.newFixedThreadPool(jobs);
        try {
            List<Future<?>> runs = new ArrayList<>();
            for (Unit unit : plan.units()) {
                runs.add(pool.submit(() -> {
                    run(unit, launcher, environment, log);
                    return null;
                }));
            }
            for (Future<?> run : runs) {
                run.get();
            }
        } finally {
            pool.shutdownNow();
        }
        double wall = (System.nanoTime() - start) / 1e9;
        return new Cost(wall, ProcStat.endedChildrenSeconds() - before);
    }

    private static void run(Unit unit, List<String> launcher, Map<String, String> environment, Path log)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(launcher);
        command.addAll(unit.command());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(unit.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        int status = builder.start().waitFor();
        if (status != 0) {
            throw new IOException("unit " + unit.id() + " ended with status " + status + "; see " + log);
        }
    }
}
