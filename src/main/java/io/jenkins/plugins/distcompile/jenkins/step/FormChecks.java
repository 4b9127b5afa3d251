package io.jenkins.plugins.distcompile.jenkins.step;

import hudson.model.Item;
import hudson.model.Label;
import hudson.model.Node;
import hudson.model.labels.LabelExpression;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.distcompile.criteria.LinkRate;
import io.jenkins.plugins.distcompile.jenkins.DistCompileConfiguration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;

/** What forms say about a field while it is being filled in. Those that call look to permissions. */
public final class FormChecks {
    private FormChecks() {}

    /** Whether it can be read, and how many agents it means now. The caller may see this Jenkins' agents. */
    public static FormValidation label(String value, Item item) {
        if (value == null || value.isBlank()) {
            return FormValidation.ok();
        }
        FormValidation valid = LabelExpression.validate(value, item);
        if (valid.kind != FormValidation.Kind.OK) {
            return valid;
        }
        Label label = Jenkins.get().getLabel(value);
        Set<Node> nodes = label == null ? Set.of() : label.getNodes();
        long online = nodes.stream()
                .map(Node::toComputer)
                .filter(computer -> computer != null && computer.isOnline())
                .count();
        return FormValidation.ok(nodes.size() + (nodes.size() == 1 ? " agent, " : " agents, ") + online + " online");
    }

    public static FormValidation criteria(String value) {
        return RequestCheck.criteria(text(value)).map(FormValidation::error).orElseGet(FormValidation::ok);
    }

    public static FormValidation rankWhere(String value) {
        return RequestCheck.rankWhere(text(value)).map(FormValidation::error).orElseGet(FormValidation::ok);
    }

    public static FormValidation time(String value) {
        return text(value).isEmpty() || RequestCheck.isTime(text(value))
                ? FormValidation.ok()
                : FormValidation.error("A time such as 500ms, 1.5s or 10min is expected");
    }

    public static FormValidation rate(String value) {
        return text(value).isEmpty() || LinkRate.parse(text(value)).isPresent()
                ? FormValidation.ok()
                : FormValidation.error("A rate such as 10Mbit/s is expected");
    }

    /** Empty is good: the form has a default. */
    static FormValidation number(String value, int least, int most) {
        boolean good;
        try {
            double number = text(value).isEmpty() ? least : Double.parseDouble(text(value));
            good = number >= least && number <= most;
        } catch (NumberFormatException e) {
            good = false;
        }
        return good
                ? FormValidation.ok()
                : FormValidation.error("A number from " + least + " to " + most + " is expected");
    }

    static FormValidation currency(String value, DistCompileConfiguration standard) {
        try {
            DistCompileConfiguration.model(List.of(), text(value));
        } catch (IllegalArgumentException e) {
            return FormValidation.error("A label of at most 16 characters, such as EUR, is expected");
        }
        String classes = standard.getClasses().stream()
                .map(each -> String.format(
                        Locale.ROOT,
                        "%s (from %s cores) %s",
                        each.getName(),
                        RequestCheck.plain(each.getFromCores()),
                        RequestCheck.plain(each.getPerHour())))
                .collect(Collectors.joining(", "));
        String currency = standard.getCurrency().isEmpty() ? "no currency" : standard.getCurrency();
        return FormValidation.ok("Global configuration: " + currency + "; an hour costs "
                + (classes.isEmpty() ? "nothing where a node states no rate" : classes));
    }

    public static ListBoxModel choices(List<String> words) {
        ListBoxModel choices = new ListBoxModel();
        words.forEach(word -> choices.add(word, word));
        return choices;
    }

    private static String text(String value) {
        return value == null ? "" : value.strip();
    }
}
