package io.jenkins.plugins.distcompile.jenkins.page;

import hudson.model.Actionable;
import hudson.model.Api;
import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.distcompile.jenkins.Messages;
import io.jenkins.plugins.distcompile.report.PageData;
import io.jenkins.plugins.distcompile.report.live.LiveReport;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import jenkins.model.RunAction2;
import jenkins.model.Tab;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.verb.GET;

/**
 * One {@code distCompile} step on its build's page: a line on the build page, an entry of the side panel or a tab, and
 * the page behind them, live while the step runs. Added by the step when it starts and kept with the build; all it keeps
 * itself is the step's id and why it did not begin, everything else is read from {@link BuildFiles}. Any thread may call it.
 */
@ExportedBean
public final class DistCompileAction extends Tab implements RunAction2 {
    private static final String URL_NAME = "distributed-compile";

    private static final int LONGEST_TROUBLE = 20_000;

    private final String stepId;
    private final String trouble; // null = it has begun
    private transient volatile Run<?, ?> run;
    private transient volatile Figures figures; // null = not read, or not final

    /**
     * @param stepId letters, digits, {@code _} and {@code -}, at most 64; unique in its build
     * @throws IllegalArgumentException if it is none
     */
    public DistCompileAction(String stepId) {
        this(stepId, null);
    }

    /** Of a step that did not begin, and why. */
    public static DistCompileAction notBegun(String stepId, String trouble) {
        return new DistCompileAction(stepId, trouble.substring(0, Math.min(LONGEST_TROUBLE, trouble.length())));
    }

    private DistCompileAction(String stepId, String trouble) {
        super(null);
        if (!BuildFiles.isStep(stepId)) {
            throw new IllegalArgumentException("no id of a distCompile step: " + stepId);
        }
        this.stepId = stepId;
        this.trouble = trouble;
    }

    @Override
    public void onAttached(Run<?, ?> r) {
        run = r;
    }

    @Override
    public void onLoad(Run<?, ?> r) {
        run = r;
    }

    /** The build; what core's page of a tab asks for. */
    @Override
    public Actionable getObject() {
        return run;
    }

    public Run<?, ?> getRun() {
        return run;
    }

    @Exported(visibility = 2)
    public String getStepId() {
        return stepId;
    }

    /** Why the step did not begin, as its console says; null = it did. */
    @Exported(visibility = 2)
    public String getTrouble() {
        return trouble;
    }

    /** Its place among the build's steps, from 1. */
    @Exported(visibility = 2)
    public int getNumber() {
        return run == null ? 1 : run.getActions(DistCompileAction.class).indexOf(this) + 1;
    }

    @Override
    public String getIconFileName() {
        return BuildFiles.isStep(stepId) ? "symbol-analytics" : null;
    }

    @Override
    public String getDisplayName() {
        int number = getNumber();
        return number <= 1
                ? Messages.DistCompileAction_displayName()
                : Messages.DistCompileAction_furtherName(Integer.toString(number));
    }

    @Override
    public String getUrlName() {
        int number = getNumber();
        return number <= 1 ? URL_NAME : URL_NAME + "-" + number;
    }

    /** Whether the step may still write. */
    @Exported(visibility = 2)
    public boolean isRunning() {
        Run<?, ?> build = run;
        return trouble == null && build != null && build.isBuilding() && !Files.exists(files().result());
    }

    /** Whether the log is gone, by retention or by hand, and only the headline is left. */
    public boolean isLogRemoved() {
        return trouble == null && !isRunning() && !Files.exists(files().events());
    }

    /** The headline, for the build's page. */
    @Exported(visibility = 2)
    public String getHeadline() {
        if (trouble != null) {
            return Messages.DistCompileAction_notBegun(
                    trouble.lines().findFirst().orElse("").replaceFirst("^distCompile: ", ""));
        }
        Figures now = figures();
        if (now == null) {
            return isRunning() ? Messages.DistCompileAction_starting() : Messages.DistCompileAction_noRecord();
        }
        return isRunning() ? Messages.DistCompileAction_soFar(now.headline()) : now.headline();
    }

    /** The headline figures as a map, for scripts and REST; empty = nothing is known. */
    @Exported(visibility = 2)
    public Map<String, Object> getFigures() {
        return RestFigures.of(figures());
    }

    /** {@code succeeded}, {@code failed}, {@code running}, {@code stopped} or {@code unknown}. */
    @Exported(visibility = 2)
    public String getState() {
        if (trouble != null) {
            return "failed";
        }
        Figures now = figures();
        if (isRunning()) {
            return "running";
        }
        return now == null ? "unknown" : !now.finished() ? "stopped" : now.success() ? "succeeded" : "failed";
    }

    /** Everything that the page shows; within the build's own REST answer only the headline appears. */
    public Api getApi() {
        run.checkPermission(Item.READ);
        return new Api(new RestReport(frameOrFail(), StepResult.read(files().result()), getState(), trouble));
    }

    /** The page's data: everything, or what came after {@code since}. */
    @GET
    @WebMethod(name = "timeline")
    public void doTimeline(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        run.checkPermission(Item.READ);
        long since = number(request.getParameter("since"));
        boolean over = !isRunning();
        StepResult result = over ? StepResult.read(files().result()) : StepResult.NONE;
        String data = Reports.SHARED.of(files().events()).timeline(since, over, now(), result::complete);
        if (over && !run.isBuilding()) {
            String tag = '"' + Integer.toHexString(data.hashCode()) + '-' + data.length() + '"';
            response.setHeader("Cache-Control", "private, max-age=86400, immutable");
            response.setHeader("ETag", tag);
            if (tag.equals(request.getHeader("If-None-Match"))) {
                response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
                return;
            }
        } else {
            response.setHeader("Cache-Control", "no-store");
        }
        Answers.json(response, "{\"status\":\"ok\",\"data\":" + data + "}");
    }

    @GET
    @WebMethod(name = "report.json")
    public void doReport(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        run.checkPermission(Item.READ);
        Answers.download(response, fileName("report.json"));
        Answers.json(response, PageData.json(frame().report(), 0));
    }

    @GET
    @WebMethod(name = "units.csv")
    public void doUnits(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        run.checkPermission(Item.READ);
        Answers.download(response, fileName("units.csv"));
        Answers.text(response, "text/csv", Csv.units(frame().report()));
    }

    @GET
    @WebMethod(name = "agents.csv")
    public void doAgents(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        run.checkPermission(Item.READ);
        Answers.download(response, fileName("agents.csv"));
        Answers.text(response, "text/csv", Csv.agents(frame().report()));
    }

    @GET
    @WebMethod(name = "events.jsonl")
    public void doEvents(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        run.checkPermission(Item.READ);
        Path events = files().events();
        if (!Files.exists(events)) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        Answers.download(response, fileName("events.jsonl"));
        response.setContentType("application/x-ndjson;charset=UTF-8");
        Files.copy(events, response.getOutputStream());
    }

    BuildFiles files() {
        return BuildFiles.of(run.getRootDir().toPath(), stepId);
    }

    /** The headline figures: kept ones of a finished step, else made from the log; null = there is nothing. */
    Figures figures() {
        Figures known = figures;
        if (known != null) {
            return known;
        }
        boolean over = run != null && !run.isBuilding();
        if (over) {
            known = Figures.read(files().figures());
        }
        if (known == null && run != null && Files.exists(files().events())) {
            known = Figures.of(frameOrFail(), StepResult.read(files().result()));
        }
        if (over) {
            figures = known;
        }
        return known;
    }

    LiveReport.Frame frame() throws IOException {
        return Reports.SHARED.of(files().events()).frame(now());
    }

    private LiveReport.Frame frameOrFail() {
        try {
            return frame();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String fileName(String what) {
        return URL_NAME + "-" + run.getNumber() + (getNumber() > 1 ? "-" + getNumber() : "") + "-" + what;
    }

    private static long number(String text) {
        try {
            return text == null ? -1 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }
}
