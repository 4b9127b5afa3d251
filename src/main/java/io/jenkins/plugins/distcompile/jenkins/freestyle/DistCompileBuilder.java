package io.jenkins.plugins.distcompile.jenkins.freestyle;

import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.AbstractProject;
import hudson.model.AutoCompletionCandidates;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.labels.LabelExpression;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.distcompile.jenkins.step.CompileRequest;
import io.jenkins.plugins.distcompile.jenkins.step.DistCompileStep;
import io.jenkins.plugins.distcompile.jenkins.step.FormChecks;
import io.jenkins.plugins.distcompile.jenkins.step.RankingUtility;
import io.jenkins.plugins.distcompile.jenkins.step.RequestCheck;
import java.io.IOException;
import java.util.List;
import jenkins.model.Jenkins;
import jenkins.tasks.SimpleBuildStep;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * The step of a freestyle job: the same options as {@code distCompile} in a Pipeline, kept in the job's configuration.
 * {@code $VARIABLES} in its texts are replaced from the build's environment. Blocks the build's executor; a freestyle
 * build does not survive a restart of the controller.
 */
public final class DistCompileBuilder extends Builder implements SimpleBuildStep {
    private final CompileRequest request = new CompileRequest();

    /** Everything is optional here; what is missing is told when the build runs. */
    @DataBoundConstructor
    public DistCompileBuilder() {
        // Nothing is required by the form.
    }

    @Override
    public void perform(Run<?, ?> run, FilePath workspace, EnvVars env, Launcher launcher, TaskListener listener)
            throws InterruptedException, IOException {
        new FreestyleCompile(Expansion.of(request, env), run, workspace, env, launcher, listener).perform();
    }

    public String getLabel() {
        return request.getLabel();
    }

    @DataBoundSetter
    public void setLabel(String label) {
        request.setLabel(label);
    }

    public String getCompileCommands() {
        return request.getCompileCommands();
    }

    @DataBoundSetter
    public void setCompileCommands(String compileCommands) {
        request.setCompileCommands(compileCommands);
    }

    public String getPlan() {
        return request.getPlan();
    }

    @DataBoundSetter
    public void setPlan(String plan) {
        request.setPlan(plan);
    }

    public String getSources() {
        return request.getSources();
    }

    @DataBoundSetter
    public void setSources(String sources) {
        request.setSources(sources);
    }

    public String getCommand() {
        return request.getCommand();
    }

    @DataBoundSetter
    public void setCommand(String command) {
        request.setCommand(command);
    }

    public String getOutput() {
        return request.getOutput();
    }

    @DataBoundSetter
    public void setOutput(String output) {
        request.setOutput(output);
    }

    public String getCriteria() {
        return request.getCriteria();
    }

    @DataBoundSetter
    public void setCriteria(String criteria) {
        request.setCriteria(criteria);
    }

    public String getScheme() {
        return request.getScheme();
    }

    @DataBoundSetter
    public void setScheme(String scheme) {
        request.setScheme(scheme);
    }

    public int getCriticalCopies() {
        return request.getCriticalCopies();
    }

    @DataBoundSetter
    public void setCriticalCopies(int criticalCopies) {
        request.setCriticalCopies(criticalCopies);
    }

    public double getExtraWork() {
        return request.getExtraWork();
    }

    @DataBoundSetter
    public void setExtraWork(double extraWork) {
        request.setExtraWork(extraWork);
    }

    public List<RankingUtility> getRankings() {
        return request.getRankings();
    }

    @DataBoundSetter
    public void setRankings(List<RankingUtility> rankings) {
        request.setRankings(rankings);
    }

    public double getMinRank() {
        return request.getMinRank();
    }

    @DataBoundSetter
    public void setMinRank(double minRank) {
        request.setMinRank(minRank);
    }

    public String getRankWhere() {
        return request.getRankWhere();
    }

    @DataBoundSetter
    public void setRankWhere(String rankWhere) {
        request.setRankWhere(rankWhere);
    }

    public String getHeartbeat() {
        return request.getHeartbeat();
    }

    @DataBoundSetter
    public void setHeartbeat(String heartbeat) {
        request.setHeartbeat(heartbeat);
    }

    public boolean isKeepGoing() {
        return request.isKeepGoing();
    }

    @DataBoundSetter
    public void setKeepGoing(boolean keepGoing) {
        request.setKeepGoing(keepGoing);
    }

    public String getFallback() {
        return request.getFallback();
    }

    @DataBoundSetter
    public void setFallback(String fallback) {
        request.setFallback(fallback);
    }

    public String getWaitForAgents() {
        return request.getWaitForAgents();
    }

    @DataBoundSetter
    public void setWaitForAgents(String waitForAgents) {
        request.setWaitForAgents(waitForAgents);
    }

    public String getMinRate() {
        return request.getMinRate();
    }

    @DataBoundSetter
    public void setMinRate(String minRate) {
        request.setMinRate(minRate);
    }

    public Integer getLocalSlots() {
        return request.getLocalSlots();
    }

    @DataBoundSetter
    public void setLocalSlots(Integer localSlots) {
        request.setLocalSlots(localSlots);
    }

    public Integer getJobs() {
        return request.getJobs();
    }

    @DataBoundSetter
    public void setJobs(Integer jobs) {
        request.setJobs(jobs);
    }

    public String getMode() {
        return request.getMode();
    }

    @DataBoundSetter
    public void setMode(String mode) {
        request.setMode(mode);
    }

    public int getMaxExecutors() {
        return request.getMaxExecutors();
    }

    @DataBoundSetter
    public void setMaxExecutors(int maxExecutors) {
        request.setMaxExecutors(maxExecutors);
    }

    public String getLink() {
        return request.getLink();
    }

    @DataBoundSetter
    public void setLink(String link) {
        request.setLink(link);
    }

    public boolean isVerbose() {
        return request.isVerbose();
    }

    @DataBoundSetter
    public void setVerbose(boolean verbose) {
        request.setVerbose(verbose);
    }

    public boolean isFailOnError() {
        return request.isFailOnError();
    }

    @DataBoundSetter
    public void setFailOnError(boolean failOnError) {
        request.setFailOnError(failOnError);
    }

    /** The form's checks. Those that look at agents or files ask for the right to configure the job. */
    @Extension
    @Symbol("distCompile")
    public static final class DescriptorImpl extends BuildStepDescriptor<Builder> {
        private static final List<String> FIELDS = List.of(
                "compileCommands",
                "plan",
                "sources",
                "command",
                "output",
                "keepGoing",
                "failOnError",
                "label",
                "mode",
                "maxExecutors",
                "link",
                "localSlots",
                "jobs",
                "criteria",
                "scheme",
                "minRate",
                "rankings",
                "minRank",
                "rankWhere",
                "criticalCopies",
                "extraWork",
                "heartbeat",
                "fallback",
                "waitForAgents",
                "verbose");

        /** Called by Jenkins; the fields are those of the Pipeline step, and so are their help texts. */
        public DescriptorImpl() {
            FIELDS.forEach(field -> addHelpFileRedirect(field, DistCompileStep.class, field));
        }

        @Override
        public String getDisplayName() {
            return Messages.DistCompileBuilder_displayName();
        }

        @Override
        public boolean isApplicable(Class<? extends AbstractProject> jobType) {
            return true;
        }

        @POST
        public FormValidation doCheckLabel(@AncestorInPath Item item, @QueryParameter String value) {
            check(item);
            return FormChecks.label(value, item);
        }

        /** Labels are shown to whoever may configure a job that could use them. */
        @POST
        public AutoCompletionCandidates doAutoCompleteLabel(@AncestorInPath Item item, @QueryParameter String value) {
            check(item);
            return LabelExpression.autoComplete(value);
        }

        @POST
        public FormValidation doCheckCompileCommands(
                @AncestorInPath AbstractProject<?, ?> project,
                @QueryParameter String value,
                @QueryParameter String plan,
                @QueryParameter String sources) {
            check(project);
            boolean nothing = value.isBlank() && plan.isBlank() && sources.isBlank();
            return nothing
                    ? FormValidation.warning(Messages.DistCompileBuilder_nothing())
                    : WorkspaceChecks.file(project, value);
        }

        @POST
        public FormValidation doCheckPlan(@AncestorInPath AbstractProject<?, ?> project, @QueryParameter String value) {
            check(project);
            return WorkspaceChecks.file(project, value);
        }

        @POST
        public FormValidation doCheckSources(
                @AncestorInPath AbstractProject<?, ?> project,
                @QueryParameter String value,
                @QueryParameter String command) {
            check(project);
            return !value.isBlank() && command.isBlank()
                    ? FormValidation.error(Messages.DistCompileBuilder_noCommand())
                    : WorkspaceChecks.patterns(project, value);
        }

        private static void check(Item item) {
            if (item == null) {
                Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            } else {
                item.checkPermission(Item.CONFIGURE);
            }
        }

        @POST
        public FormValidation doCheckCriteria(@QueryParameter String value) {
            return FormChecks.criteria(value);
        }

        @POST
        public FormValidation doCheckRankWhere(@QueryParameter String value) {
            return FormChecks.rankWhere(value);
        }

        @POST
        public FormValidation doCheckHeartbeat(@QueryParameter String value) {
            return FormChecks.time(value);
        }

        @POST
        public FormValidation doCheckWaitForAgents(@QueryParameter String value) {
            return FormChecks.time(value);
        }

        @POST
        public FormValidation doCheckMinRate(@QueryParameter String value) {
            return FormChecks.rate(value);
        }

        @POST
        public ListBoxModel doFillSchemeItems() {
            return FormChecks.choices(RequestCheck.SCHEMES);
        }

        @POST
        public ListBoxModel doFillFallbackItems() {
            return FormChecks.choices(RequestCheck.FALLBACKS);
        }

        @POST
        public ListBoxModel doFillModeItems() {
            return FormChecks.choices(RequestCheck.MODES);
        }

        @POST
        public ListBoxModel doFillLinkItems() {
            return FormChecks.choices(RequestCheck.LINKS);
        }
    }
}
