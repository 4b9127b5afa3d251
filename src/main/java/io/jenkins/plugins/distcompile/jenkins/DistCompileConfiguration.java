package io.jenkins.plugins.distcompile.jenkins;

import hudson.Extension;
import jenkins.model.GlobalConfiguration;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * What a {@code distCompile} step takes where it says nothing of its own. One instance a controller, made by Jenkins
 * at start-up; set from the System page and by Configuration as Code, read from any thread.
 */
@Extension
@Symbol("distributedCompile")
public final class DistCompileConfiguration extends GlobalConfiguration {
    private volatile String label = "";
    private volatile String currency = "";

    /** Called by Jenkins; reads what was saved. */
    public DistCompileConfiguration() {
        load();
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

    /** What costs are shown in, such as {@code EUR}: text only, no conversion; empty = a bare number. */
    public String getCurrency() {
        return currency;
    }

    /** Null and blank mean none. */
    @DataBoundSetter
    public void setCurrency(String currency) {
        this.currency = trimmed(currency);
        save();
    }

    private static String trimmed(String text) {
        return text == null ? "" : text.strip();
    }
}
