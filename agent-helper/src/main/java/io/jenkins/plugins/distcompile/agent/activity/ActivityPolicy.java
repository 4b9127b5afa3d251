package io.jenkins.plugins.distcompile.agent.activity;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Decides what activity means for our work. Pure: the state before and a sample in, the state after and a verdict out.
 * A kind of sign takes effect when it is seen (processes: when they have kept their share for a while), and stays in
 * effect until it has been quiet for {@code quietFor}, so that a person who pauses is not disturbed by a compile that
 * starts at once.
 *
 * @param reactions what to do for each kind; a kind without an entry is ignored
 * @param recent a person's sign this new counts as activity
 * @param quietFor how long a kind must be quiet before its reaction ends; not shorter than {@code recent}
 * @param startShare processes not ours count as activity from this share of all processors, 0 … 1 …
 * @param endShare … and are quiet below this one; at most {@code startShare}
 * @param startAfter … once they have kept it for so long; 0 = at once
 */
public record ActivityPolicy(
        Map<Sign, Reaction> reactions,
        Duration recent,
        Duration quietFor,
        double startShare,
        double endShare,
        Duration startAfter) {

    public ActivityPolicy {
        reactions = Map.copyOf(reactions);
        if (recent.isNegative() || startAfter.isNegative() || quietFor.compareTo(recent) < 0) {
            throw new IllegalArgumentException("activity: quiet time must be at least the recent time, none negative");
        }
        if (!(0 <= endShare && endShare <= startShare && startShare <= 1)) {
            throw new IllegalArgumentException("activity: shares must satisfy 0 <= end <= start <= 1");
        }
    }

    /** The same reaction to a person and to processes, with the defaults: 30 s, 5 min, 25 %, 10 %, 10 s. */
    public static ActivityPolicy reacting(Reaction toPerson, Reaction toProcesses) {
        Map<Sign, Reaction> reactions = new EnumMap<>(Sign.class);
        for (Sign sign : Sign.values()) {
            reactions.put(sign, sign.ofPerson() ? toPerson : toProcesses);
        }
        return new ActivityPolicy(
                reactions, Duration.ofSeconds(30), Duration.ofMinutes(5), 0.25, 0.10, Duration.ofSeconds(10));
    }

    /** Judges one sample; the caller keeps {@link Judgement#state()} for the next. */
    public Judgement judge(State before, Activity activity) {
        Map<Sign, Instant> active = new EnumMap<>(Sign.class);
        Instant busySince = busySince(before, activity);
        StringJoiner reasons = new StringJoiner("; ");
        EnumSet<Reaction> effective = EnumSet.noneOf(Reaction.class);
        for (Sign sign : Sign.values()) {
            Reaction reaction = reactions.getOrDefault(sign, Reaction.IGNORE);
            Instant last = reaction == Reaction.IGNORE ? null : lastActive(sign, before, activity, busySince);
            if (last != null) {
                active.put(sign, last);
                effective.add(reaction);
                reasons.add(reason(sign, last, activity));
            }
        }
        String reason = effective.isEmpty() ? "no activity but ours" : reasons.toString();
        return new Judgement(new State(active, busySince), new Verdict(effective, reason));
    }

    /** When the kind was last active, if that keeps it in effect; null = it is quiet. */
    private Instant lastActive(Sign sign, State before, Activity activity, Instant busySince) {
        Instant known = before.active().get(sign);
        Instant now = sign.ofPerson() ? personLast(sign, known, activity) : processLast(known, activity, busySince);
        Instant last = now != null && (known == null || now.isAfter(known)) ? now : known;
        return last != null && Duration.between(last, activity.at()).compareTo(quietFor) < 0 ? last : null;
    }

    private Instant personLast(Sign sign, Instant known, Activity activity) {
        Activity.Seen seen = activity.seen().get(sign);
        if (seen == null) {
            return null;
        }
        // Already in effect, any newer sign prolongs it; else only a recent one starts it.
        boolean counts = known != null || seen.secondsAgo() <= recent.toSeconds();
        return counts ? activity.at().minusSeconds(seen.secondsAgo()) : null;
    }

    private Instant processLast(Instant known, Activity activity, Instant busySince) {
        if (known != null) {
            return activity.foreignShare() >= endShare ? activity.at() : null;
        }
        boolean longEnough =
                busySince != null && Duration.between(busySince, activity.at()).compareTo(startAfter) >= 0;
        return longEnough ? activity.at() : null;
    }

    private Instant busySince(State before, Activity activity) {
        if (activity.foreignShare() < startShare) {
            return null;
        }
        return before.busySince() == null ? activity.at() : before.busySince();
    }

    private String reason(Sign sign, Instant last, Activity activity) {
        long ago = Math.max(0, Duration.between(last, activity.at()).toSeconds());
        if (sign.ofPerson()) {
            Activity.Seen seen = activity.seen().get(sign);
            String what = seen == null ? "" : " (" + seen.what() + ")";
            return sign.words() + what + " " + ago + " s ago, quiet after " + quietFor.toSeconds() + " s";
        }
        String who = activity.foreign().isEmpty()
                ? ""
                : ", mostly " + activity.foreign().get(0).name();
        return "other processes use " + Math.round(activity.foreignShare() * 100) + " % of the processors" + who
                + (ago == 0 ? "" : ", last busy " + ago + " s ago");
    }

    /**
     * What the policy remembers between samples.
     *
     * @param active kinds in effect, with the time of their last sign
     * @param busySince since when processes not ours have kept the starting share; null = they do not
     */
    public record State(Map<Sign, Instant> active, Instant busySince) {
        /** Before the first sample. */
        public static final State QUIET = new State(Map.of(), null);

        public State {
            active = Map.copyOf(active);
        }
    }

    /** State to keep, and what to do. */
    public record Judgement(State state, Verdict verdict) {}

    /**
     * What to do now, with the reason in words.
     *
     * @param reactions all that are in effect; empty = work as usual
     */
    public record Verdict(Set<Reaction> reactions, String reason) {
        public Verdict {
            reactions = Set.copyOf(reactions);
        }

        /** Whether the helper may bid for new units. */
        public boolean mayBid() {
            return !reactions.contains(Reaction.NO_NEW_BIDS) && !handsBack();
        }

        /** Whether running units go on at the lowest priority. */
        public boolean lowersPriority() {
            return reactions.contains(Reaction.LOWER_PRIORITY);
        }

        /** Whether running units are handed back now. */
        public boolean handsBack() {
            return reactions.contains(Reaction.HAND_BACK);
        }
    }
}
