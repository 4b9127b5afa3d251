package io.jenkins.plugins.distcompile.plan;

import java.util.List;

/**
 * A plan as a reader made it.
 *
 * @param plan never empty
 * @param notices what a person should know of the reading, one line each: entries skipped, duplicates dropped
 */
public record PlanSource(Plan plan, List<String> notices) {
    public PlanSource {
        notices = List.copyOf(notices);
    }
}
