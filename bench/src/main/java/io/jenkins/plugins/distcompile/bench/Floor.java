package io.jenkins.plugins.distcompile.bench;

import io.jenkins.plugins.distcompile.plan.Plan;
import io.jenkins.plugins.distcompile.plan.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The compiler proper piped into the assembler for every unit, and nothing else: no driver, no dependency, no client, no
 * helper. No way of giving units out can be quicker on the same processors.
 */
final class Floor {
    private Floor() {}

    /** @return units a second */
    static double of(Plan plan, int jobs, Path work) throws Exception {
        Path out = Files.createDirectories(work.resolve("floor"));
        String cc1 = new String(new ProcessBuilder("gcc", "-print-prog-name=cc1")
                        .start()
                        .getInputStream()
                        .readAllBytes())
                .strip();
        long start = System.nanoTime();
        ExecutorService pool = Executors.newFixedThreadPool(jobs);
        try {
            List<Future<?>> runs = new ArrayList<>();
            for (Unit unit : plan.units()) {
                String source = unit.directory().resolve(unit.inputs().get(0)).toString();
                String object = out.resolve(unit.id().replace('/', '_') + ".o").toString();
                runs.add(pool.submit(() -> {
                    run(cc1, source, object);
                    return null;
                }));
            }
            for (Future<?> run : runs) {
                run.get();
            }
        } finally {
            pool.shutdownNow();
        }
        return plan.size() / ((System.nanoTime() - start) / 1e9);
    }

    private static void run(String cc1, String source, String object) throws IOException, InterruptedException {
        List<Process> pair = ProcessBuilder.startPipeline(List.of(
                new ProcessBuilder(cc1, "-quiet", source, "-O1", "-o", "-"),
                new ProcessBuilder("as", "-o", object).redirectOutput(ProcessBuilder.Redirect.DISCARD)));
        for (Process process : pair) {
            if (process.waitFor() != 0) {
                throw new IOException(source + ": cc1 and as alone ended with status " + process.exitValue());
            }
        }
    }
}
