package io.jenkins.plugins.distcompile.report.live;

import io.jenkins.plugins.distcompile.criteria.AgentProfile;

/** What agents say of themselves, within bounds. */
public final class Profiles {
    private Profiles() {}

    /** The profile with numbers in range and texts cut to size; null = it lacks what every machine has. */
    public static AgentProfile checked(AgentProfile profile) {
        return EventGuard.profile(profile);
    }
}
