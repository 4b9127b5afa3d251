package io.jenkins.plugins.distcompile.jenkins.step;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The one line that says which units failed a build, and why where all failed alike. Pure. */
final class FailureText {
    private static final int MOST_NAMES = 5;

    private FailureText() {}

    /** @param failures reasons by unit, at least one, in the order they failed */
    static String of(Map<String, String> failures) {
        List<String> names = failures.keySet().stream()
                .limit(MOST_NAMES)
                .map(PlainText::line)
                .toList();
        String units = String.join(", ", names) + (failures.size() > names.size() ? ", …" : "");
        String count = failures.size() + (failures.size() == 1 ? " unit" : " units") + " failed";
        Set<String> reasons = Set.copyOf(failures.values());
        String reason = reasons.size() == 1 ? PlainText.line(reasons.iterator().next()) : "";
        return count + (reason.isEmpty() ? "" : ", " + reason) + ": " + units;
    }
}
