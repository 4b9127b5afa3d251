package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.dispatch.AgentSource;
import io.jenkins.plugins.distcompile.dispatch.BuildOptions;
import io.jenkins.plugins.distcompile.dispatch.BuildPlan;
import io.jenkins.plugins.distcompile.dispatch.Dispatcher;
import io.jenkins.plugins.distcompile.dispatch.Lessons;
import io.jenkins.plugins.distcompile.dispatch.UnitIntake;
import io.jenkins.plugins.distcompile.history.BuildMemory;
import io.jenkins.plugins.distcompile.history.CostModel;
import io.jenkins.plugins.distcompile.history.Observation;
import io.jenkins.plugins.distcompile.plan.PlanSource;
import io.jenkins.plugins.distcompile.ranking.BuildRankings;
import io.jenkins.plugins.distcompile.report.BuildEvent;
import io.jenkins.plugins.distcompile.report.BuildReport;
import io.jenkins.plugins.distcompile.report.RatedEvents;
import io.jenkins.plugins.distcompile.report.ReportBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What every build is, whoever watches it: the analysed plan, its dispatcher, and events with rates and notices. */
final class BuildCore {
    /**
     * @param plan null = it is open: units come while the build runs
     * @param environment with which local commands run
     * @param memory what earlier builds taught
     * @param cost rates of the agents
     */
    record Request(
            PlanSource plan,
            Map<String, String> environment,
            BuildOptions options,
            BuildMemory memory,
            CostModel cost) {}

    private final Request request;
    private final ReportBuilder builder = new ReportBuilder();
    private final BuildPlan plan;
    private final Dispatcher dispatcher;

    /**
     * Analyses the plan, which runs each compiler once.
     *
     * @param sinks told on the thread that calls {@link #run}, in this order
     */
    BuildCore(Request request, BuildRankings rankings, List<AgentSource> pool, List<Consumer<BuildEvent>> sinks) {
        this.request = request;
        plan = request.plan() == null
                ? BuildPlan.open(request.environment(), request.memory())
                : BuildPlan.of(request.plan().plan(), request.environment(), Helpers.COMPILERS, request.memory());
        dispatcher = new Dispatcher(plan, pool, request.options(), rankings, withNotices(List.copyOf(sinks)));
    }

    /** Does something with the dispatcher before it runs. */
    void prepare(Consumer<Dispatcher> step) {
        step.accept(dispatcher);
    }

    /** Runs the build to its end; whether every unit has its result. To be called once. */
    boolean run() throws InterruptedException {
        return dispatcher.run();
    }

    /** As {@link Dispatcher#abort}. */
    void abort(String reason) {
        dispatcher.abort(reason);
    }

    /** As {@link Dispatcher#join}. */
    void join(AgentSource agent) {
        dispatcher.join(agent);
    }

    /** As {@link Dispatcher#coming}. */
    void coming(int agents, Duration wait) {
        dispatcher.coming(agents, wait);
    }

    /** As {@link Dispatcher#intake}. */
    UnitIntake intake() {
        return dispatcher.intake();
    }

    /** As {@link Dispatcher#notice}. */
    void notice(String level, String text) {
        dispatcher.notice(level, text);
    }

    /** What this machine would run at once alone. */
    int localJobs() {
        return request.options().scheduling().localJobs();
    }

    BuildReport report() {
        return builder.snapshot();
    }

    /** What succeeded is worth knowing even if the build failed. */
    List<Observation> lessons(BuildReport report) {
        return Lessons.of(plan, report);
    }

    private List<String> notices() {
        return request.plan() == null ? List.of() : request.plan().notices();
    }

    /** What was noticed while the plan was read comes right after the first event. */
    private Consumer<BuildEvent> withNotices(List<Consumer<BuildEvent>> sinks) {
        Consumer<BuildEvent> all = event -> {
            builder.accept(event);
            sinks.forEach(sink -> sink.accept(event));
        };
        return new RatedEvents(request.cost(), event -> {
            all.accept(event);
            if (event instanceof BuildEvent.Started) {
                notices().forEach(text -> all.accept(new BuildEvent.Notice(0, "info", text)));
                request.memory().warnings().forEach(text -> all.accept(new BuildEvent.Notice(0, "warning", text)));
            }
        });
    }
}
