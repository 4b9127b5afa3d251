package io.jenkins.plugins.distcompile.jenkins.step;

import hudson.Extension;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import java.io.Serializable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** One ranking utility of a build: a script that is sent to the agents, or the name of one that is installed there. */
public final class RankingUtility extends AbstractDescribableImpl<RankingUtility> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private String script = "";
    private String ttl = "";
    private double weight = 1;

    /** @param name of letters, digits, {@code _}, {@code .} and {@code -} */
    @DataBoundConstructor
    public RankingUtility(String name) {
        this.name = trimmed(name);
    }

    public String getName() {
        return name;
    }

    /** What the agents run; empty = the utility of this name that is installed there. */
    public String getScript() {
        return script;
    }

    @DataBoundSetter
    public void setScript(String script) {
        // Not trimmed: the script is what the digest is made of.
        this.script = script == null ? "" : script;
    }

    /** How long a rank holds, such as {@code 60s}; empty = ten minutes. */
    public String getTtl() {
        return ttl;
    }

    @DataBoundSetter
    public void setTtl(String ttl) {
        this.ttl = trimmed(ttl);
    }

    /** Its part in the combined rank, 0 to 1000; 0 = only its facts count. */
    public double getWeight() {
        return weight;
    }

    @DataBoundSetter
    public void setWeight(double weight) {
        this.weight = weight;
    }

    private static String trimmed(String text) {
        return text == null ? "" : text.strip();
    }

    /** For the form. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<RankingUtility> {
        @Override
        public String getDisplayName() {
            return Messages.RankingUtility_displayName();
        }
    }
}
