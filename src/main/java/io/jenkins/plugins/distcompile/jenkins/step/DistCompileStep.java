package io.jenkins.plugins.distcompile.jenkins.step;

import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.distcompile.jenkins.CapacityClass;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * {@code distCompile}: compiles what a compilation database, a plan file or patterns name, on the agents of a label, as its
 * author wrote it; returns a map of figures, see {@link ResultMap}. The freestyle builder holds one of these, too. Texts
 * are trimmed and never null. Kept with running builds and with jobs, so fields only ever join.
 */
public final class DistCompileStep extends Step implements Serializable {
    private static final long serialVersionUID = 1L;

    private String label = "";
    private String compileCommands = "";
    private String plan = "";
    private String sources = "";
    private String command = "";
    private String output = "";
    private String criteria = "";
    private String scheme = "best";
    // Where 0 and false are no default, absent has to be told from them: see readResolve.
    private Integer criticalCopies = 2;
    private Double extraWork = 0.2;
    private ArrayList<RankingUtility> rankings = new ArrayList<>();
    private double minRank;
    private String rankWhere = "";
    private String heartbeat = "1s";
    private boolean keepGoing;
    private String fallback = "local";
    private String waitForAgents = "";
    private String minRate = "";
    private Integer localSlots;
    private Integer jobs;
    private String preprocess = "auto";
    private String mode = "executors";
    private Integer maxExecutors = 16;
    private String link = "auto";
    private boolean verbose;
    private Boolean failOnError = true;
    private String currency = "";
    private ArrayList<CapacityClass> rateClasses = new ArrayList<>();

    /** Everything is optional here; what is missing is told when the step runs. */
    @DataBoundConstructor
    public DistCompileStep() {
        // Nothing is required by the form.
    }

    @Override
    public StepExecution start(StepContext context) {
        return new DistCompileExecution(context, this);
    }

    /** Label expression of the agents that may help; empty = the pool's label of the global configuration. */
    public String getLabel() {
        return label;
    }

    @DataBoundSetter
    public void setLabel(String label) {
        this.label = trimmed(label);
    }

    /** A compilation database, relative to the current folder; one of the three ways to say what to build. */
    public String getCompileCommands() {
        return compileCommands;
    }

    @DataBoundSetter
    public void setCompileCommands(String compileCommands) {
        this.compileCommands = trimmed(compileCommands);
    }

    /** A plan file, relative to the current folder. */
    public String getPlan() {
        return plan;
    }

    @DataBoundSetter
    public void setPlan(String plan) {
        this.plan = trimmed(plan);
    }

    /** Patterns of source files, separated by blanks or line ends; with {@link #getCommand}. */
    public String getSources() {
        return sources;
    }

    @DataBoundSetter
    public void setSources(String sources) {
        this.sources = trimmed(sources);
    }

    /** Command template for each of the sources. */
    public String getCommand() {
        return command;
    }

    @DataBoundSetter
    public void setCommand(String command) {
        this.command = trimmed(command);
    }

    /** Pattern of the objects' names for the sources; empty = beside the source. */
    public String getOutput() {
        return output;
    }

    @DataBoundSetter
    public void setOutput(String output) {
        this.output = trimmed(output);
    }

    /** Thresholds by which agents select themselves; empty = none. */
    public String getCriteria() {
        return criteria;
    }

    @DataBoundSetter
    public void setCriteria(String criteria) {
        this.criteria = trimmed(criteria);
    }

    /** How agents are chosen: {@code best}, {@code first-response}, {@code specs}, {@code history}, {@code ranking} or {@code round-robin}. */
    public String getScheme() {
        return scheme;
    }

    @DataBoundSetter
    public void setScheme(String scheme) {
        this.scheme = orDefault(scheme, "best");
    }

    /** Agents that a critical unit is given to while slots are idle, 1 to 8. */
    public int getCriticalCopies() {
        return criticalCopies;
    }

    @DataBoundSetter
    public void setCriticalCopies(int criticalCopies) {
        this.criticalCopies = criticalCopies;
    }

    /** Work that copies may add, as a share of the build's, 0 to 10. */
    public double getExtraWork() {
        return extraWork;
    }

    @DataBoundSetter
    public void setExtraWork(double extraWork) {
        this.extraWork = extraWork;
    }

    /** Utilities that rank the agents; empty = none. */
    public List<RankingUtility> getRankings() {
        return List.copyOf(rankings);
    }

    @DataBoundSetter
    public void setRankings(List<RankingUtility> rankings) {
        this.rankings = rankings == null ? new ArrayList<>() : new ArrayList<>(rankings);
    }

    /** Use only agents whose weighted rank is at least this, 0 to 100. */
    public double getMinRank() {
        return minRank;
    }

    @DataBoundSetter
    public void setMinRank(double minRank) {
        this.minRank = minRank;
    }

    /** Use only agents for which this condition on the utilities' facts holds; empty = all. */
    public String getRankWhere() {
        return rankWhere;
    }

    @DataBoundSetter
    public void setRankWhere(String rankWhere) {
        this.rankWhere = trimmed(rankWhere);
    }

    /** Interval of the helpers' heartbeats, 1ms to 10min. */
    public String getHeartbeat() {
        return heartbeat;
    }

    @DataBoundSetter
    public void setHeartbeat(String heartbeat) {
        this.heartbeat = orDefault(heartbeat, "1s");
    }

    /** Build everything that does not depend on a failed unit. */
    public boolean isKeepGoing() {
        return keepGoing;
    }

    @DataBoundSetter
    public void setKeepGoing(boolean keepGoing) {
        this.keepGoing = keepGoing;
    }

    /** When no agent takes a unit: {@code local}, {@code wait} or {@code fail}. */
    public String getFallback() {
        return fallback;
    }

    @DataBoundSetter
    public void setFallback(String fallback) {
        this.fallback = orDefault(fallback, "local");
    }

    /** How long to wait for the first agent before falling back; empty = the dispatcher's default. */
    public String getWaitForAgents() {
        return waitForAgents;
    }

    @DataBoundSetter
    public void setWaitForAgents(String waitForAgents) {
        this.waitForAgents = trimmed(waitForAgents);
    }

    /** Turn agents away whose links are measured to be slower, such as {@code 10Mbit/s}; empty = none. */
    public String getMinRate() {
        return minRate;
    }

    @DataBoundSetter
    public void setMinRate(String minRate) {
        this.minRate = trimmed(minRate);
    }

    /** Units that the build's own node compiles at once while agents help; null = one less than its processors. */
    public Integer getLocalSlots() {
        return localSlots;
    }

    @DataBoundSetter
    public void setLocalSlots(Integer localSlots) {
        this.localSlots = localSlots;
    }

    /** Processes at once on the build's own node; null = its processors. */
    public Integer getJobs() {
        return jobs;
    }

    @DataBoundSetter
    public void setJobs(Integer jobs) {
        this.jobs = jobs;
    }

    /** {@code auto}: agents preprocess units if it is certain what those read. {@code local}: the build's node does. */
    public String getPreprocess() {
        return preprocess;
    }

    @DataBoundSetter
    public void setPreprocess(String preprocess) {
        this.preprocess = orDefault(preprocess, "auto");
    }

    /** {@code executors}: a helper takes an executor of its agent. {@code beside}: helpers run next to other builds. */
    public String getMode() {
        return mode;
    }

    @DataBoundSetter
    public void setMode(String mode) {
        this.mode = orDefault(mode, "executors");
    }

    /** Executors that the step takes at most, at least 1. */
    public int getMaxExecutors() {
        return maxExecutors;
    }

    @DataBoundSetter
    public void setMaxExecutors(int maxExecutors) {
        this.maxExecutors = maxExecutors;
    }

    /** {@code relay}: through the controller. {@code direct}: from node to node. {@code auto}: direct where it works. */
    public String getLink() {
        return link;
    }

    @DataBoundSetter
    public void setLink(String link) {
        this.link = orDefault(link, "auto");
    }

    /** Print a line for every unit. */
    public boolean isVerbose() {
        return verbose;
    }

    @DataBoundSetter
    public void setVerbose(boolean verbose) {
        this.verbose = verbose;
    }

    /** Whether a unit that does not compile fails the step; else the result says so. */
    public boolean isFailOnError() {
        return failOnError;
    }

    @DataBoundSetter
    public void setFailOnError(boolean failOnError) {
        this.failOnError = failOnError;
    }

    /** What costs are shown in; empty = as the global configuration says. */
    public String getCurrency() {
        return currency;
    }

    @DataBoundSetter
    public void setCurrency(String currency) {
        this.currency = trimmed(currency);
    }

    /** What agents cost by their capacity, unless their node states a rate; empty = as the global configuration says. */
    public List<CapacityClass> getRateClasses() {
        return List.copyOf(rateClasses);
    }

    @DataBoundSetter
    public void setRateClasses(List<CapacityClass> rateClasses) {
        this.rateClasses = rateClasses == null ? new ArrayList<>() : new ArrayList<>(rateClasses);
    }

    /** A job's configuration may lack fields: one written by hand, or before a field joined. They get their defaults. */
    private Object readResolve() {
        setLabel(label);
        setCompileCommands(compileCommands);
        setPlan(plan);
        setSources(sources);
        setCommand(command);
        setOutput(output);
        setCriteria(criteria);
        setScheme(scheme);
        setRankings(rankings);
        setRankWhere(rankWhere);
        setHeartbeat(heartbeat);
        setFallback(fallback);
        setWaitForAgents(waitForAgents);
        setMinRate(minRate);
        setPreprocess(preprocess);
        setMode(mode);
        setLink(link);
        setCurrency(currency);
        setRateClasses(rateClasses);
        DistCompileStep fresh = new DistCompileStep();
        criticalCopies = Objects.requireNonNullElse(criticalCopies, fresh.criticalCopies);
        extraWork = Objects.requireNonNullElse(extraWork, fresh.extraWork);
        maxExecutors = Objects.requireNonNullElse(maxExecutors, fresh.maxExecutors);
        failOnError = Objects.requireNonNullElse(failOnError, fresh.failOnError);
        return this;
    }

    private static String trimmed(String text) {
        return text == null ? "" : text.strip();
    }

    private static String orDefault(String text, String standard) {
        return text == null || text.isBlank() ? standard : text.strip();
    }

    /** For the snippet generator and for scripts. */
    @Extension
    public static final class DescriptorImpl extends CompileForm {
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
    }
}
