package io.jenkins.plugins.distcompile.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code distcompile demo}: the sample project on three helpers of different sizes, each a process of its own. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Compiles the sample project under examples/ on three helpers and leaves report.html.",
            "They have one, two and three slots; each is a process of its own on this machine."
        })
final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--home",
            paramLabel = "DIR",
            hidden = true,
            description = "The checkout that holds examples/; bin/distcompile sets it.")
    private Path home = Path.of(System.getProperty("distcompile.home", ""));

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "target/demo",
            description = "Where objects and the executable go. Default: ${DEFAULT-VALUE}")
    private Path out;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            defaultValue = "report.html",
            description = "Where the report goes. Default: ${DEFAULT-VALUE}")
    private Path report;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PlanOptions plan = new PlanOptions();
        plan.plan = home.toAbsolutePath().resolve("examples/sample/plan.json").normalize();
        plan.out = out;
        if (!Files.exists(plan.plan)) {
            throw UserError.usage(
                    "the sample project is not at " + plan.plan + "; run bin/distcompile demo in a checkout");
        }
        RunOptions run = RunOptions.standard(report);
        BuildRun.Request request = run.request(PlanLoader.load(plan), "demo", new PoolSpec(0, 3, List.of()));
        int status;
        try (RunningPool pool = RunningPool.empty()) {
            pool.spawn("small", 1, HostName.get());
            pool.spawn("medium", 2, HostName.get());
            pool.spawn("large", 3, HostName.get());
            status = new BuildRun(
                            request,
                            Shell.OWN,
                            spec.commandLine().getOut(),
                            spec.commandLine().getErr())
                    .run(pool.sources());
        }
        spec.commandLine()
                .getOut()
                .println("The report is " + report.toAbsolutePath().normalize().toUri());
        return status;
    }
}
