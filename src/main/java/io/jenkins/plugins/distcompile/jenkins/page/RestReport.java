package io.jenkins.plugins.distcompile.jenkins.page;

import io.jenkins.plugins.distcompile.report.BuildReport;
import io.jenkins.plugins.distcompile.report.Limit;
import io.jenkins.plugins.distcompile.report.Predictions;
import io.jenkins.plugins.distcompile.report.Summary;
import io.jenkins.plugins.distcompile.report.Timeline;
import io.jenkins.plugins.distcompile.report.UnitReport;
import io.jenkins.plugins.distcompile.report.live.LiveReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * All that a step's page shows, under its {@code api/json} and {@code api/xml}; {@code tree=} picks from it. Fields and
 * their units are those of {@link BuildReport} and {@link Summary}.
 */
@ExportedBean(defaultVisibility = 3)
public final class RestReport {
    @Exported
    public final String state;

    /** Why the step did not begin; null = it did. */
    @Exported
    public final String trouble;

    @Exported
    public final Map<String, Object> figures;

    @Exported
    public final String buildId;

    @Exported
    public final String startedAt;

    @Exported
    public final String client;

    @Exported
    public final List<String> options;

    @Exported
    public final double clientCpuSeconds;

    @Exported
    public final long bytesSent;

    @Exported
    public final double copySeconds;

    @Exported
    public final double lostSeconds;

    @Exported
    public final Double costOfCopies;

    @Exported
    public final Double costOfLost;

    @Exported
    public final Map<String, Object> limit;

    /** How far predictions were off; empty = nothing to compare. */
    @Exported
    public final Map<String, Object> predictions;

    @Exported
    public final Map<String, Integer> keptHere;

    @Exported
    public final List<RestAgent> agents;

    @Exported
    public final List<RestUnit> units;

    @Exported
    public final List<Lane> timeline;

    @Exported
    public final List<Step> criticalPath;

    @Exported
    public final List<Happening> happenings;

    @Exported
    public final List<String> warnings;

    @Exported
    public final long damagedEvents;

    RestReport(LiveReport.Frame frame, StepResult result, String state, String trouble) {
        BuildReport report = frame.report();
        Summary summary = result.complete(frame.summary());
        this.state = state;
        this.trouble = trouble;
        figures = RestFigures.of(Figures.of(frame, result));
        buildId = report.head().buildId();
        startedAt = report.head().startedAt();
        client = report.head().client();
        options = report.head().options();
        clientCpuSeconds = summary.clientCpuSeconds();
        bytesSent = summary.bytesSent();
        copySeconds = summary.copySeconds();
        lostSeconds = summary.lostSeconds();
        costOfCopies = summary.costOfCopies();
        costOfLost = summary.costOfLost();
        limit = limit(summary.limit());
        predictions = predictions(summary.predictions());
        keptHere = new TreeMap<>();
        summary.localReasons().forEach((why, count) -> keptHere.put(RestText.of(why), count));
        agents = report.agents().stream().map(RestAgent::new).toList();
        units = report.units().stream().map(RestUnit::new).toList();
        List<Timeline.Lane> lanes = report.timeline().lanes();
        timeline = lanes.stream().map(lane -> new Lane(lane, report.units())).toList();
        criticalPath = report.criticalPath().stream()
                .map(step -> new Step(step, lanes, report.units()))
                .toList();
        happenings = happenings(report);
        warnings = result.warnings().stream().map(RestText::of).toList();
        damagedEvents = frame.damaged();
    }

    private static Map<String, Object> limit(Limit limit) {
        return limit == null
                ? Map.of()
                : Map.of(
                        "what", limit.what(),
                        "slotsBusy", limit.slotsBusy(),
                        "hereBusy", limit.hereBusy(),
                        "transfer", limit.transfer(),
                        "path", limit.path(),
                        "start", limit.start());
    }

    private static Map<String, Object> predictions(Predictions known) {
        return known == null
                ? Map.of()
                : Map.of(
                        "units", known.units(),
                        "medianError", known.medianError(),
                        "ninetyError", known.ninetyError());
    }

    private static List<Happening> happenings(BuildReport report) {
        List<Happening> all = new ArrayList<>();
        report.notices()
                .forEach(notice -> all.add(new Happening(notice.at(), notice.level(), null, null, notice.text())));
        report.reposts()
                .forEach(repost ->
                        all.add(new Happening(repost.at(), "repost", repost.unit(), repost.agent(), repost.reason())));
        all.sort(Comparator.comparingDouble(happening -> happening.at));
        return all;
    }

    /** A slot of an agent, or one of the client's own. */
    @ExportedBean(defaultVisibility = 3)
    public static final class Lane {
        @Exported
        public final String agent;

        @Exported
        public final boolean here;

        @Exported
        public final int slot;

        @Exported
        public final List<Span> spans;

        Lane(Timeline.Lane lane, List<UnitReport> units) {
            agent = RestText.of(lane.group());
            here = lane.local();
            slot = lane.slot();
            spans = lane.spans().stream().map(span -> new Span(span, units)).toList();
        }
    }

    /** A piece of time in a lane; milliseconds since the step's start. */
    @ExportedBean(defaultVisibility = 3)
    public static final class Span {
        @Exported
        public final String unit;

        @Exported
        public final String kind;

        @Exported
        public final double from;

        @Exported
        public final double to;

        @Exported
        public final int copy;

        Span(Timeline.Span span, List<UnitReport> units) {
            unit = RestText.of(units.get(span.unit()).id());
            kind = span.kind().id();
            from = span.from();
            to = span.to();
            copy = span.copy();
        }
    }

    /** A step of the critical path; milliseconds since the step's start. */
    @ExportedBean(defaultVisibility = 3)
    public static final class Step {
        @Exported
        public final String unit;

        @Exported
        public final String kind;

        @Exported
        public final String agent;

        @Exported
        public final double from;

        @Exported
        public final double to;

        @Exported
        public final String link;

        Step(Timeline.Step step, List<Timeline.Lane> lanes, List<UnitReport> units) {
            Timeline.Lane lane = lanes.get(step.lane());
            Timeline.Span span = lane.spans().get(step.span());
            unit = RestText.of(units.get(span.unit()).id());
            kind = span.kind().id();
            agent = RestText.of(lane.group());
            from = span.from();
            to = span.to();
            link = step.link();
        }
    }

    /** A notice or a repost. */
    @ExportedBean(defaultVisibility = 3)
    public static final class Happening {
        @Exported
        public final double at;

        @Exported
        public final String what;

        @Exported
        public final String unit;

        @Exported
        public final String agent;

        @Exported
        public final String text;

        Happening(double at, String what, String unit, String agent, String text) {
            this.at = at;
            this.what = what;
            this.unit = RestText.of(unit);
            this.agent = RestText.of(agent);
            this.text = RestText.of(text);
        }
    }
}
