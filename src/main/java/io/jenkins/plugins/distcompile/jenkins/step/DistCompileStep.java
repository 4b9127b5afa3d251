package io.jenkins.plugins.distcompile.jenkins.step;

import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.AutoCompletionCandidates;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.labels.LabelExpression;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code distCompile}: compiles what a compilation database, a plan file or patterns name, on the agents of a label. Its
 * properties are those of {@link CompileRequest}; it returns a map of figures, see {@link ResultMap}.
 */
public final class DistCompileStep extends Step implements Serializable {
    private static final long serialVersionUID = 1L;

    private final CompileRequest request = new CompileRequest();

    /** Everything is optional here; what is missing is told when the step runs. */
    @DataBoundConstructor
    public DistCompileStep() {
        // Nothing is required by the form.
    }

    @Override
    public StepExecution start(StepContext context) {
        return new DistCompileExecution(context, request);
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

    /** For the snippet generator and for scripts. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "distCompile";
        }

        @Override
        public String getDisplayName() {
            return Messages.DistCompileStep_displayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, FilePath.class, Launcher.class, EnvVars.class, TaskListener.class);
        }

        @Override
        public String argumentsToString(Map<String, Object> namedArgs) {
            return Stream.of("compileCommands", "plan", "sources", "label")
                    .map(namedArgs::get)
                    .filter(Objects::nonNull)
                    .map(Object::toString)
                    .collect(Collectors.joining(" · "));
        }

        @POST
        public FormValidation doCheckLabel(@AncestorInPath Item item, @QueryParameter String value) {
            if (item == null) {
                Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            } else {
                item.checkPermission(Item.CONFIGURE);
            }
            return FormChecks.label(value, item);
        }

        /** Labels are shown to whoever may configure a job that could use them. */
        @POST
        public AutoCompletionCandidates doAutoCompleteLabel(@AncestorInPath Item item, @QueryParameter String value) {
            if (item == null) {
                Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            } else {
                item.checkPermission(Item.CONFIGURE);
            }
            return LabelExpression.autoComplete(value);
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
