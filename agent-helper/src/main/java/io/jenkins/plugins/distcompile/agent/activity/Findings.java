package io.jenkins.plugins.distcompile.agent.activity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What the watches of one monitor tell during one sample. Not thread-safe. */
final class Findings {
    private final Instant now;
    private final SignLog log;
    private final Set<Sign> present = EnumSet.noneOf(Sign.class);
    private final List<Blind> blind = new ArrayList<>();

    Findings(Instant now, SignLog log) {
        this.now = now;
        this.log = log;
    }

    Instant now() {
        return now;
    }

    /** This machine can give such signs. */
    void present(Sign sign) {
        present.add(sign);
    }

    void sign(Sign sign, Instant at, String what) {
        present.add(sign);
        log.note(sign, at, what);
    }

    void blind(Sign sign, String reason) {
        blind.add(new Blind(sign, reason));
    }

    Activity activity(ForeignLoad.Sample processes) {
        return new Activity(now, present, log.seen(now), processes.share(), processes.top(), blind);
    }
}
