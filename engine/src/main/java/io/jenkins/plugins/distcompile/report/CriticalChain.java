package io.jenkins.plugins.distcompile.report;

import io.jenkins.plugins.distcompile.report.Timeline.Kind;
import io.jenkins.plugins.distcompile.report.Timeline.Lane;
import io.jenkins.plugins.distcompile.report.Timeline.Span;
import io.jenkins.plugins.distcompile.report.Timeline.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What held the build up: from the accepted work that ended last, backwards, each time to whatever ended last before it
 * could start: a predecessor's work, its own preprocessing, or the span that held its slot. With slots counted as
 * dependencies this is the critical chain of project scheduling (Goldratt 1997), read off what happened.
 */
final class CriticalChain {

    /** As in {@link TimelineMaker}. */
    private static final double SLACK_MILLIS = 1.5;

    private record Place(int lane, int span) {}

    private final List<UnitReport> units;
    private final List<Lane> lanes;
    private final Map<String, Place> accepted = new HashMap<>();
    private final Map<String, Place> prepared = new HashMap<>();
    private Place last; // null = nothing accepted yet

    private CriticalChain(List<UnitReport> units, Timeline timeline) {
        this.units = units;
        this.lanes = timeline.lanes();
        for (int lane = 0; lane < lanes.size(); lane++) {
            List<Span> spans = lanes.get(lane).spans();
            for (int i = 0; i < spans.size(); i++) {
                index(new Place(lane, i), spans.get(i));
            }
        }
    }

    static List<Step> of(List<UnitReport> units, Timeline timeline) {
        return new CriticalChain(units, timeline).walk();
    }

    private void index(Place place, Span span) {
        String id = units.get(span.unit()).id();
        if (span.kind() == Kind.PREPARE) {
            prepared.put(id, place);
        } else if (isAccepted(span)) {
            accepted.put(id, place);
            if (last == null || span.to() > at(last).to()) {
                last = place;
            }
        }
    }

    private boolean isAccepted(Span span) {
        Attempt attempt = units.get(span.unit()).acceptedAttempt();
        return span.kind().work()
                && attempt != null
                && attempt.copy() == span.copy()
                && (span.kind() == Kind.COMPILE || span.kind() == Kind.LOCAL);
    }

    private List<Step> walk() {
        List<Step> steps = new ArrayList<>();
        Place place = last;
        while (place != null) {
            Candidate before = before(place);
            steps.add(new Step(place.lane(), place.span(), before.link));
            place = before.place;
        }
        Collections.reverse(steps);
        return steps;
    }

    /** The latest of what had to end first. */
    private final class Candidate {
        private final double limit;
        private Place place; // null = nothing: it could start at once
        private String link = "start";

        Candidate(double limit) {
            this.limit = limit;
        }

        /** Later ends win; each step goes strictly back in time, so that the walk ends. */
        void offer(Place other, String why, double startsBefore) {
            if (other == null
                    || at(other).to() > limit + SLACK_MILLIS
                    || at(other).from() >= startsBefore) {
                return;
            }
            if (place == null || at(other).to() > at(place).to()) {
                place = other;
                link = why;
            }
        }
    }

    private Candidate before(Place place) {
        Span span = at(place);
        UnitReport unit = units.get(span.unit());
        Candidate best = new Candidate(span.from());
        for (String id : unit.after()) {
            best.offer(accepted.get(id), "needs", span.from());
        }
        if (span.kind() != Kind.PREPARE) {
            best.offer(prepared.get(unit.id()), "prepared", span.from());
        }
        for (int i = place.span() - 1; i >= 0; i--) {
            Span held = lanes.get(place.lane()).spans().get(i);
            if (held.kind().work()) {
                // a cancelled copy held its slot until another one of its unit was first
                Place holder = new Place(place.lane(), i);
                boolean cancelled = held.kind() == Kind.CANCELLED;
                best.offer(cancelled ? accepted.get(units.get(held.unit()).id()) : holder, "slot", span.from());
                break;
            }
        }
        return best;
    }

    private Span at(Place place) {
        return lanes.get(place.lane()).spans().get(place.span());
    }
}
