package io.jenkins.plugins.distcompile.jenkins.step;

import hudson.model.AbstractProject;
import hudson.model.AutoCompletionCandidates;
import hudson.model.Item;
import hudson.model.labels.LabelExpression;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.distcompile.jenkins.DistCompileConfiguration;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * The checks and choices of {@link DistCompileStep}'s form, in the snippet generator and in freestyle jobs. Those that look
 * at agents or files ask for the right to configure the job.
 */
public abstract class CompileForm extends StepDescriptor {
    CompileForm() {}

    private static void check(Item item) {
        if (item == null) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        } else {
            item.checkPermission(Item.CONFIGURE);
        }
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
            @AncestorInPath Item item,
            @QueryParameter String value,
            @QueryParameter String plan,
            @QueryParameter String sources) {
        check(item);
        boolean nothing = value.isBlank() && plan.isBlank() && sources.isBlank();
        return nothing
                ? FormValidation.warning(Messages.DistCompileStep_nothing())
                : WorkspaceChecks.file(project(item), value);
    }

    @POST
    public FormValidation doCheckPlan(@AncestorInPath Item item, @QueryParameter String value) {
        check(item);
        return WorkspaceChecks.file(project(item), value);
    }

    @POST
    public FormValidation doCheckSources(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String command) {
        check(item);
        return !value.isBlank() && command.isBlank()
                ? FormValidation.error(Messages.DistCompileStep_noCommand())
                : WorkspaceChecks.patterns(project(item), value);
    }

    /** Null = it has no workspace of its own, as a Pipeline. */
    private static AbstractProject<?, ?> project(Item item) {
        return item instanceof AbstractProject<?, ?> project ? project : null;
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
    public FormValidation doCheckMinRank(@QueryParameter String value) {
        return FormChecks.number(value, 0, 100);
    }

    @POST
    public FormValidation doCheckCriticalCopies(@QueryParameter String value) {
        return FormChecks.number(value, 1, RequestCheck.MAX_COPIES);
    }

    @POST
    public FormValidation doCheckExtraWork(@QueryParameter String value) {
        return FormChecks.number(value, 0, RequestCheck.MAX_EXTRA_WORK);
    }

    /** Says also what holds where the form says nothing. */
    @POST
    public FormValidation doCheckCurrency(@AncestorInPath Item item, @QueryParameter String value) {
        check(item);
        return FormChecks.currency(value, DistCompileConfiguration.get());
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
    public ListBoxModel doFillPreprocessItems() {
        return FormChecks.choices(RequestCheck.PREPROCESS);
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
