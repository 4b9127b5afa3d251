package io.jenkins.plugins.distcompile.jenkins.page;

import hudson.model.Action;
import hudson.model.Api;
import hudson.model.Item;
import hudson.model.Job;
import io.jenkins.plugins.distcompile.jenkins.Messages;
import java.io.IOException;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.verb.GET;

/** A job's builds over time: wall time, sum of unit times, speed-up, cost, failures. Made anew for each request. */
@ExportedBean
public final class TrendAction implements Action {
    static final int MOST_BUILDS = 100;

    private final Job<?, ?> job;

    TrendAction(Job<?, ?> job) {
        this.job = job;
    }

    public Job<?, ?> getJob() {
        return job;
    }

    @Override
    public String getIconFileName() {
        return "symbol-analytics";
    }

    @Override
    public String getDisplayName() {
        return Messages.TrendAction_displayName();
    }

    @Override
    public String getUrlName() {
        return "distributed-compile-trend";
    }

    /** The points of the trend. */
    public Api getApi() {
        job.checkPermission(Item.READ);
        return new Api(new RestTrend(trend()));
    }

    /** The page's data. */
    @GET
    @WebMethod(name = "points")
    public void doPoints(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        job.checkPermission(Item.READ);
        response.setHeader("Cache-Control", "no-store");
        Answers.json(response, JsonFile.JSON.writeValueAsString(trend()));
    }

    private Trend trend() {
        return Trend.of(job.getBuildDir().toPath(), MOST_BUILDS);
    }
}
