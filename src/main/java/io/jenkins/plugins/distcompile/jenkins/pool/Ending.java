package io.jenkins.plugins.distcompile.jenkins.pool;

import java.util.Optional;

/** Why a {@link Seat} ends, as far as that is for anybody to tell. */
interface Ending {
    /** For a reason that the build's own events have told already. */
    Ending TOLD = lastWords -> Optional.empty();

    /** One of its processes ended: what it said last is the reason. */
    Ending BY_ITSELF = Optional::of;

    static Ending because(String reason) {
        return lastWords -> Optional.of(reason);
    }

    /**
     * What a person should know; empty = nothing new.
     *
     * @param lastWords what the seat's processes said last
     */
    Optional<String> news(String lastWords);
}
