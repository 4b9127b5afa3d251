package io.jenkins.plugins.distcompile.jenkins.pool;

import hudson.Extension;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.slaves.NodeProperty;
import hudson.slaves.NodePropertyDescriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.distcompile.criteria.ByteSize;
import io.jenkins.plugins.distcompile.jenkins.FormErrors;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** What an agent gives to compiles, as its administrator allows. Everything is optional. */
public final class CompileNodeProperty extends NodeProperty<Node> {
    private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9A-Fa-f:.%]{2,60}]|[A-Za-z0-9._-]{1,253}):\\d{1,5}");
    private static final Pattern ACTIVITY = Pattern.compile(rules("ignore|lower-priority|no-new-bids|hand-back"));
    /** Words that the command line would not take for options. */
    private static final Pattern ALLOW = Pattern.compile("([^\\s-]\\S*(\\s+[^\\s-]\\S*)*)?");

    private Integer slots;
    private String memory = "";
    private Double costRate;
    private String activity = "";
    private String allow = "";
    private String directAddress = "";

    @DataBoundConstructor
    public CompileNodeProperty() {
        // Everything is optional.
    }

    private static String rules(String policies) {
        String rule = "([a-z-]+=)?(" + policies + ")";
        return "(" + rule + "(\\s*,\\s*" + rule + ")*)?";
    }

    /** Units at once on the whole machine, shared by its executors; null = its processors. */
    public Integer getSlots() {
        return slots;
    }

    /** @throws IllegalArgumentException for less than one */
    @DataBoundSetter
    public void setSlots(Integer slots) {
        if (slots != null && slots < 1) {
            throw new IllegalArgumentException("slots: " + slots + ": at least 1");
        }
        this.slots = slots;
    }

    /** Memory for units on the whole machine, such as {@code 24GiB}; empty = what is free. */
    public String getMemory() {
        return memory;
    }

    /** @throws IllegalArgumentException for what is no size */
    @DataBoundSetter
    public void setMemory(String memory) {
        this.memory = checked("memory", memory, text -> ByteSize.parse(text).isPresent(), "a size such as 24GiB");
    }

    /** What an hour of the whole machine costs; null = the rate of its class. */
    public Double getCostRate() {
        return costRate;
    }

    /** @throws IllegalArgumentException for a negative rate */
    @DataBoundSetter
    public void setCostRate(Double costRate) {
        if (costRate != null && !(costRate >= 0 && costRate <= 1e9)) {
            throw new IllegalArgumentException("costRate: " + costRate + ": a number from 0");
        }
        this.costRate = costRate;
    }

    /** What helpers do while others use the machine, as {@code serve --activity} takes it; empty = the mode's default. */
    public String getActivity() {
        return activity;
    }

    /** @throws IllegalArgumentException for what is no policy */
    @DataBoundSetter
    public void setActivity(String activity) {
        this.activity = checked(
                "activity",
                activity,
                text -> ACTIVITY.matcher(text).matches(),
                "policies such as person=lower-priority,processes=no-new-bids");
    }

    /** Compilers that may be run, separated by blanks; empty = every gcc and clang of the agent's search path. */
    public String getAllow() {
        return allow;
    }

    /** @throws IllegalArgumentException for words that begin with a sign */
    @DataBoundSetter
    public void setAllow(String allow) {
        this.allow = checked("allow", allow, text -> ALLOW.matcher(text).matches(), "names or paths of compilers");
    }

    /** Where the agent listens for direct links, {@code ADDRESS:PORT}; empty = any address, any free port. */
    public String getDirectAddress() {
        return directAddress;
    }

    /** @throws IllegalArgumentException for what is no address */
    @DataBoundSetter
    public void setDirectAddress(String directAddress) {
        this.directAddress = checked(
                "directAddress", directAddress, text -> ADDRESS.matcher(text).matches(), "ADDRESS:PORT, port 0 = any");
    }

    private static String checked(String name, String text, Predicate<String> good, String expected) {
        String value = text == null ? "" : text.strip();
        if (!value.isEmpty() && !good.test(value)) {
            throw new IllegalArgumentException(name + ": '" + value + "': expected " + expected);
        }
        return value;
    }

    /** For the agents' forms. */
    @Extension
    @Symbol("compileAgent")
    public static final class DescriptorImpl extends NodePropertyDescriptor {
        @Override
        public String getDisplayName() {
            return Messages.CompileNodeProperty_displayName();
        }

        @Override
        public NodeProperty<?> newInstance(StaplerRequest2 req, JSONObject form) {
            return FormErrors.explainedWithin(() -> super.newInstance(req, form));
        }

        @POST
        public FormValidation doCheckSlots(@AncestorInPath Computer computer, @QueryParameter String value) {
            mayConfigure(computer);
            return value.isBlank() ? FormValidation.ok() : FormValidation.validatePositiveInteger(value);
        }

        @POST
        public FormValidation doCheckCostRate(@AncestorInPath Computer computer, @QueryParameter String value) {
            mayConfigure(computer);
            if (value.isBlank()) {
                return FormValidation.ok();
            }
            try {
                double rate = Double.parseDouble(value.strip());
                return check(property -> property.setCostRate(rate));
            } catch (NumberFormatException e) {
                return FormValidation.error(Messages.CompileNodeProperty_noRate());
            }
        }

        @POST
        public FormValidation doCheckMemory(@AncestorInPath Computer computer, @QueryParameter String value) {
            mayConfigure(computer);
            return check(property -> property.setMemory(value));
        }

        @POST
        public FormValidation doCheckActivity(@AncestorInPath Computer computer, @QueryParameter String value) {
            mayConfigure(computer);
            return check(property -> property.setActivity(value));
        }

        @POST
        public FormValidation doCheckAllow(@AncestorInPath Computer computer, @QueryParameter String value) {
            mayConfigure(computer);
            return check(property -> property.setAllow(value));
        }

        @POST
        public FormValidation doCheckDirectAddress(@AncestorInPath Computer computer, @QueryParameter String value) {
            mayConfigure(computer);
            return check(property -> property.setDirectAddress(value));
        }

        /** Who may see the form: an agent's own, or that of a new one. */
        private static void mayConfigure(Computer computer) {
            if (computer == null) {
                Jenkins.get().checkPermission(Computer.CREATE);
            } else {
                computer.checkPermission(Computer.CONFIGURE);
            }
        }

        private static FormValidation check(Consumer<CompileNodeProperty> set) {
            try {
                set.accept(new CompileNodeProperty());
                return FormValidation.ok();
            } catch (IllegalArgumentException e) {
                return FormValidation.error(e.getMessage());
            }
        }
    }
}
