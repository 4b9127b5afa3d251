package io.jenkins.plugins.distcompile.agent.activity;

import java.time.Instant;
import java.util.Optional;

/** Asks the login service about a graphical session. */
interface SessionIdle {

    /** When the session was last active: {@code now} while it is; empty when that cannot be told. */
    Optional<Instant> lastActive(String session, Instant now);
}
