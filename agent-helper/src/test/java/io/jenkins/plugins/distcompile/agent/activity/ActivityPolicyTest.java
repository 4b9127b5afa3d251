package io.jenkins.plugins.distcompile.agent.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.Test;

public class ActivityPolicyTest {
    private static final Instant START = Instant.parse("2026-11-22T08:00:00Z");

    private ActivityPolicy policy = ActivityPolicy.reacting(Reaction.HAND_BACK, Reaction.NO_NEW_BIDS);
    private ActivityPolicy.State state = ActivityPolicy.State.QUIET;

    @Test
    public void aPersonTakesTheMachineBackAndItStaysTheirsUntilQuiet() {
        assertThat(person(0, 45).handsBack()).as("an old sign starts nothing").isFalse();
        assertThat(person(10, 5).handsBack()).isTrue();
        assertThat(person(200, 195).handsBack())
                .as("still within the quiet time")
                .isTrue();
        assertThat(person(304, 299).handsBack()).isTrue();
        assertThat(person(305, 300).handsBack()).isFalse();
    }

    @Test
    public void anyNewSignBeginsTheQuietTimeAnew() {
        person(0, 0);
        assertThat(person(250, 40).handsBack()).isTrue(); // last sign at 210
        assertThat(person(500, 290).handsBack()).isTrue();
        assertThat(person(511, 301).handsBack()).isFalse();
    }

    @Test
    public void theReasonNamesDeviceAndTime() {
        assertThat(person(0, 7).reason()).isEqualTo("keyboard (AT keyboard) 7 s ago, quiet after 300 s");
        state = ActivityPolicy.State.QUIET;
        load(0, 0.6);
        assertThat(load(10, 0.62).reason()).isEqualTo("other processes use 62 % of the processors, mostly make");
        assertThat(load(20, 0.01).reason()).contains("last busy 10 s ago");
    }

    @Test
    public void aShortPeakOfOtherProcessesIsNoReason() {
        assertThat(load(0, 0.9).mayBid()).isTrue();
        assertThat(load(5, 0.1).mayBid()).isTrue();
        assertThat(load(10, 0.9).mayBid()).isTrue();
        assertThat(load(19, 0.9).mayBid()).isTrue();
        assertThat(load(20, 0.9).mayBid()).isFalse();
    }

    @Test
    public void otherProcessesEndBelowTheLowerShareOnly() {
        load(0, 0.9);
        load(10, 0.9);
        assertThat(load(400, 0.15).mayBid()).as("between the shares").isFalse();
        assertThat(load(699, 0.05).mayBid()).isFalse();
        assertThat(load(700, 0.05).mayBid()).isTrue();
        assertThat(load(800, 0.15).mayBid())
                .as("between the shares, from below")
                .isTrue();
    }

    @Test
    public void eachReactionMeansWhatItSays() {
        Object[][] table = {
            // reaction, may bid, lowers, hands back
            {Reaction.IGNORE, true, false, false},
            {Reaction.LOWER_PRIORITY, true, true, false},
            {Reaction.NO_NEW_BIDS, false, false, false},
            {Reaction.HAND_BACK, false, false, true}
        };
        for (Object[] row : table) {
            policy = ActivityPolicy.reacting((Reaction) row[0], Reaction.IGNORE);
            state = ActivityPolicy.State.QUIET;
            ActivityPolicy.Verdict verdict = person(0, 0);
            assertThat(new Object[] {row[0], verdict.mayBid(), verdict.lowersPriority(), verdict.handsBack()})
                    .isEqualTo(row);
        }
    }

    @Test
    public void twoReasonsHaveBothEffects() {
        policy = ActivityPolicy.reacting(Reaction.LOWER_PRIORITY, Reaction.NO_NEW_BIDS);
        judge(0, Map.of(Sign.MOUSE, new Activity.Seen(0, "mouse")), 0.8);
        ActivityPolicy.Verdict verdict = judge(10, Map.of(Sign.MOUSE, new Activity.Seen(3, "mouse")), 0.8);
        assertThat(verdict.lowersPriority()).isTrue();
        assertThat(verdict.mayBid()).isFalse();
        assertThat(verdict.reason()).contains("mouse").contains("; other processes");
    }

    @Test
    public void nothingKeepsAMachineForEver() {
        for (int seed = 0; seed < 500; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            state = ActivityPolicy.State.QUIET;
            long at = 0;
            for (int i = 0; i < 30; i++) {
                at += random.nextInt(60);
                Sign sign = Sign.values()[random.nextInt(6)];
                judge(at, Map.of(sign, new Activity.Seen(random.nextInt(400), "x")), random.nextDouble());
            }
            ActivityPolicy.Verdict verdict = judge(at + 301, Map.of(), 0);
            assertThat(verdict.reactions()).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    public void settingsThatContradictThemselvesAreRefused() {
        assertThatThrownBy(() -> new ActivityPolicy(
                        Map.of(), Duration.ofSeconds(30), Duration.ofSeconds(10), 0.5, 0.2, Duration.ZERO))
                .hasMessageContaining("quiet time");
        assertThatThrownBy(() -> new ActivityPolicy(
                        Map.of(), Duration.ofSeconds(30), Duration.ofSeconds(60), 0.2, 0.5, Duration.ZERO))
                .hasMessageContaining("end <= start");
        assertThatThrownBy(() -> Reaction.parse("sleep")).hasMessageContaining("hand-back");
        assertThat(Reaction.parse("lower-priority")).isEqualTo(Reaction.LOWER_PRIORITY);
    }

    private ActivityPolicy.Verdict person(long at, long secondsAgo) {
        return judge(at, Map.of(Sign.KEYBOARD, new Activity.Seen(secondsAgo, "AT keyboard")), 0);
    }

    private ActivityPolicy.Verdict load(long at, double share) {
        return judge(at, Map.of(), share);
    }

    private ActivityPolicy.Verdict judge(long at, Map<Sign, Activity.Seen> seen, double share) {
        Activity activity = new Activity(
                START.plusSeconds(at),
                Set.of(),
                seen,
                share,
                share >= 0.25 ? List.of(new ForeignProcess(7, "make", share)) : List.of(),
                List.of());
        ActivityPolicy.Judgement judgement = policy.judge(state, activity);
        state = judgement.state();
        return judgement.verdict();
    }
}
