package io.jenkins.plugins.distcompile.jenkins;

import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.distcompile.history.CostModel;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.GlobalConfiguration;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * What a {@code distCompile} step takes where it says nothing of its own. One instance a controller, made by Jenkins
 * at start-up; set from the System page and by Configuration as Code, read from any thread.
 */
@Extension
@Symbol("distributedCompile")
public final class DistCompileConfiguration extends GlobalConfiguration {
    private volatile String label = "";
    private volatile String currency = "";
    private volatile int keptLogs = 50;
    private volatile ArrayList<CapacityClass> classes = new ArrayList<>(); // never changed, only replaced

    /** Called by Jenkins; reads what was saved. */
    public DistCompileConfiguration() {
        load();
    }

    @Override
    public boolean configure(StaplerRequest2 req, JSONObject form) throws FormException {
        return FormErrors.explained("classes", () -> super.configure(req, form));
    }

    @Override
    public String getDisplayName() {
        return Messages.DistCompileConfiguration_displayName();
    }

    /** The label expression whose nodes form the pool; empty = each step names its own. */
    public String getLabel() {
        return label;
    }

    /** Null and blank mean none. */
    @DataBoundSetter
    public void setLabel(String label) {
        this.label = trimmed(label);
        save();
    }

    /** What costs are shown in, such as {@code EUR}: text only, at most 16 characters; empty = a bare number. */
    public String getCurrency() {
        return currency;
    }

    /** Null and blank mean none. */
    @DataBoundSetter
    public void setCurrency(String currency) {
        String label = trimmed(currency);
        this.currency = label.substring(0, Math.min(label.length(), 16));
        save();
    }

    /** Builds of a job that keep their logs; headlines are kept with every build. 0 = all, while the build itself is kept. */
    public int getKeptLogs() {
        return keptLogs;
    }

    /** 0 … 100 000. */
    @DataBoundSetter
    public void setKeptLogs(int keptLogs) {
        this.keptLogs = Math.max(0, Math.min(keptLogs, 100_000));
        save();
    }

    /** What agents cost by their capacity, unless their node states a rate. */
    public List<CapacityClass> getClasses() {
        return List.copyOf(classes);
    }

    /** @throws IllegalArgumentException if a larger class would be cheaper than a smaller one */
    @DataBoundSetter
    public void setClasses(List<CapacityClass> classes) {
        ArrayList<CapacityClass> wanted = classes == null ? new ArrayList<>() : new ArrayList<>(classes);
        model(wanted, "");
        this.classes = wanted;
        save();
    }

    /** The classes as costs are computed from them. */
    public CostModel costModel() {
        return model(classes, currency);
    }

    /** @throws IllegalArgumentException if a larger class would be cheaper than a smaller one, or for no currency */
    public static CostModel model(List<CapacityClass> classes, String currency) {
        return CostModel.of(
                List.of(), classes.stream().map(CapacityClass::option).toList(), currency);
    }

    /** The controller's one instance. */
    public static DistCompileConfiguration get() {
        return ExtensionList.lookupSingleton(DistCompileConfiguration.class);
    }

    private static String trimmed(String text) {
        return text == null ? "" : text.strip();
    }
}
