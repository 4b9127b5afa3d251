package io.jenkins.plugins.distcompile.jenkins;

import hudson.Extension;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import java.io.Serializable;
import java.util.Locale;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Agents from a capacity on cost so much an hour, unless their node states a rate of its own. */
public final class CapacityClass extends AbstractDescribableImpl<CapacityClass> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private double fromCores;
    private double perHour;

    /** @param name for people: letters, digits, {@code _}, {@code .} and {@code -} */
    @DataBoundConstructor
    public CapacityClass(String name) {
        String plain = name == null ? "" : name.strip();
        if (!isName(plain)) {
            throw new IllegalArgumentException(
                    "a capacity class is named by letters, digits, '_', '.' and '-', at most 40: '" + plain + "'");
        }
        this.name = plain;
    }

    static boolean isName(String text) {
        return text.matches("[A-Za-z0-9_.-]{1,40}");
    }

    public String getName() {
        return name;
    }

    /** Cores of a 3 GHz reference machine that an agent of this class is worth at least; 0 … 100 000. */
    public double getFromCores() {
        return fromCores;
    }

    @DataBoundSetter
    public void setFromCores(double fromCores) {
        this.fromCores = fromCores >= 0 ? Math.min(fromCores, 100_000) : 0;
    }

    /** What an hour of a whole agent costs, in the currency of the configuration; 0 … 1 000 000. */
    public double getPerHour() {
        return perHour;
    }

    @DataBoundSetter
    public void setPerHour(double perHour) {
        this.perHour = perHour >= 0 ? Math.min(perHour, 1_000_000) : 0;
    }

    /** As {@link io.jenkins.plugins.distcompile.history.CostModel#of} takes it. */
    public String option() {
        return String.format(Locale.ROOT, "%s@%.3f=%.6f", name, fromCores, perHour);
    }

    /** For the form and for Configuration as Code. */
    @Extension
    @Symbol("capacityClass")
    public static final class DescriptorImpl extends Descriptor<CapacityClass> {
        @Override
        public String getDisplayName() {
            return Messages.CapacityClass_displayName();
        }

        @POST
        public FormValidation doCheckName(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return isName(value.strip()) ? FormValidation.ok() : FormValidation.error(Messages.CapacityClass_name());
        }

        @POST
        public FormValidation doCheckFromCores(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return number(value, 100_000);
        }

        @POST
        public FormValidation doCheckPerHour(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return number(value, 1_000_000);
        }

        private static FormValidation number(String text, double most) {
            try {
                double value = Double.parseDouble(text.strip());
                if (value >= 0 && value <= most) {
                    return FormValidation.ok();
                }
            } catch (NumberFormatException e) {
                return FormValidation.error(Messages.CapacityClass_number((long) most));
            }
            return FormValidation.error(Messages.CapacityClass_number((long) most));
        }
    }
}
