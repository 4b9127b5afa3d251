package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.history.BuildMemory;
import io.jenkins.plugins.distcompile.report.BuildReport;
import io.jenkins.plugins.distcompile.report.HtmlReport;
import io.jenkins.plugins.distcompile.report.Summary;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.function.Consumer;

/** What is left of a build from the command line when it is over: summary, report and what it has taught. */
final class Conclusion {
    private final BuildRun.Request request;
    private final PrintWriter json;
    private final PrintWriter text;
    private final Consumer<String> complaints;

    /**
     * @param json where a summary goes that programs are to read
     * @param text where one goes for people
     */
    Conclusion(BuildRun.Request request, PrintWriter json, PrintWriter text, Consumer<String> complaints) {
        this.request = request;
        this.json = json;
        this.text = text;
        this.complaints = complaints;
    }

    /** @throws UserError if the report cannot be written */
    void of(BuildCore build) throws InterruptedException {
        BuildReport report = build.report();
        // The user reads the summary while it is written.
        BuildMemory.Recording recording = request.build().memory().beginRecord(build.lessons(report));
        show(report, build.localJobs());
        for (String trouble : recording.await()) {
            complaints.accept(trouble);
        }
    }

    private void show(BuildReport report, int jobs) {
        if (request.json()) {
            json.println(Summary.of(report, jobs).toJson(report));
            json.flush();
        } else if (!request.quiet()) {
            text.print(Summary.of(report, jobs).toText());
            text.flush();
        }
        if (request.report() != null) {
            try {
                HtmlReport.write(request.report(), report, jobs);
            } catch (IOException e) {
                throw UserError.usage("cannot write --report " + request.report() + ": " + Reason.of(e));
            }
        }
    }
}
