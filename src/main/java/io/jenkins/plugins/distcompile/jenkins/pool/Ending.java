package io.jenkins.plugins.distcompile.jenkins.pool;

import java.util.Optional;

/** Why a {@link Seat} ends, as far as that is for anybody to tell. */
interface Ending {
    /** As shells and Java have it, of a process that a signal ended: above this, by its number. */
    int SIGNALS_FROM = 128;

    int SIGNALS_TO = SIGNALS_FROM + 65;

    /** For a reason that the build's own events have told already. */
    Ending TOLD = lastWords -> Optional.empty();

    /** One of its processes ended: what it said last is the reason. */
    Ending BY_ITSELF = Optional::of;

    static Ending because(String reason) {
        return lastWords -> Optional.of(reason);
    }

    /** Of a helper that ended with this status; empty = it was no signal that ended it. */
    static Optional<Ending> bySignal(int status) {
        return status > SIGNALS_FROM && status < SIGNALS_TO
                ? Optional.of(because("its helper was killed by signal " + (status - SIGNALS_FROM)))
                : Optional.empty();
    }

    /**
     * What a person should know; empty = nothing new.
     *
     * @param lastWords what the seat's processes said last
     */
    Optional<String> news(String lastWords);
}
