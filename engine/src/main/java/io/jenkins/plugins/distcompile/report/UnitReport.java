package io.jenkins.plugins.distcompile.report;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/**
 * What became of one unit. Times are milliseconds since the build started; null texts mean "none".
 *
 * @param id the plan's name for it
 * @param kind compile, link, …
 * @param source the source as the user names it; null = none
 * @param after ids of its predecessors
 * @param state where it stands
 * @param where the agent whose result was accepted; null = here, or not settled
 * @param accepted index in {@code attempts} of the accepted one; -1 = none
 * @param copies assignments made while another attempt of the unit was still going
 * @param attempts every attempt, in the order they were given out
 * @param predictedSeconds before the build, on the reference machine
 * @param expectedSeconds at the accepted attempt's assignment, on that agent; 0 = no prediction
 * @param actualSeconds run time of the accepted (else of the last ended) attempt; -1 = none
 * @param preparedAt end of its preprocessing; -1 = none
 * @param preparedSeconds how long that took; 0 = none
 * @param textBytes preprocessed text
 * @param wireBytes the same, packed
 * @param elsewhere whether agents preprocess it: then those are its inputs, of which headers travel once a link
 * @param settledAt when it was settled; -1 = not yet
 * @param diagnostics what the compiler said; may hold colour codes
 * @param reason why it failed
 * @param localReason why no agent could take it
 * @param critical why it is critical; empty = it is not
 * @param rankSeconds longest predicted path from its start to the end of the build, reference seconds; 0 = not known
 * @param confirmed an agent's compiler refused it and a local run was made to confirm that
 */
public record UnitReport(
        String id,
        String kind,
        String source,
        List<String> after,
        State state,
        String where,
        int accepted,
        int copies,
        List<Attempt> attempts,
        double predictedSeconds,
        double expectedSeconds,
        double actualSeconds,
        double preparedAt,
        double preparedSeconds,
        long textBytes,
        long wireBytes,
        boolean elsewhere,
        double settledAt,
        String diagnostics,
        String reason,
        String localReason,
        List<String> critical,
        double rankSeconds,
        boolean confirmed) {

    public UnitReport {
        after = List.copyOf(after);
        attempts = List.copyOf(attempts);
        critical = List.copyOf(critical);
    }

    UnitReport withAttempts(List<Attempt> others) {
        return new UnitReport(
                id,
                kind,
                source,
                after,
                state,
                where,
                accepted,
                copies,
                others,
                predictedSeconds,
                expectedSeconds,
                actualSeconds,
                preparedAt,
                preparedSeconds,
                textBytes,
                wireBytes,
                elsewhere,
                settledAt,
                diagnostics,
                reason,
                localReason,
                critical,
                rankSeconds,
                confirmed);
    }

    /** Where a unit stands. */
    public enum State {
        WAITING,
        PREPARED,
        ASSIGNED,
        RUNNING,
        SUCCEEDED,
        FAILED;

        /** Lower case, as in pages and JSON. */
        @JsonValue
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether nothing more will happen to the unit. */
        public boolean settled() {
            return this == SUCCEEDED || this == FAILED;
        }
    }

    /** The accepted attempt; null = none. */
    public Attempt acceptedAttempt() {
        return accepted < 0 ? null : attempts.get(accepted);
    }

    /** Accepted from this machine. */
    public boolean succeededHere() {
        return state == State.SUCCEEDED && where == null;
    }

    /** An agent could have run it, yet its accepted result is from here (and not because a compile error was checked). */
    public boolean fellBack() {
        return succeededHere() && localReason == null && !confirmed;
    }
}
