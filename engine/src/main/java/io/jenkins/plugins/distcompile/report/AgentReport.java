package io.jenkins.plugins.distcompile.report;

import io.jenkins.plugins.distcompile.criteria.AgentProfile;
import java.util.List;

/**
 * One machine of the pool and its part in the build.
 *
 * @param name the agent
 * @param state {@code bid}, {@code declined}, {@code unreachable}, {@code left}, {@code lost} or {@code silent}
 * @param reason of the last verdict or of the loss; null = none
 * @param verdicts every answer to an announcement, oldest first
 * @param profile the last one it sent; null = it has not bid
 * @param slots the slots it has, as it said in its bids
 * @param awarded copies given to it
 * @param accepted units whose accepted result is its
 * @param running copies running now
 * @param faults damaged results, crashes, time-outs and losses
 * @param busySeconds wall time of its commands, all slots added up
 * @param busyShare {@code busySeconds} over slots × wall time so far, 0 … 1
 * @param copySeconds of {@code busySeconds}, in copies whose result was not needed
 * @param lostSeconds of {@code busySeconds}, in attempts that it lost
 * @param bytes sent to and received from it
 * @param lastFault what went wrong last; null = nothing
 * @param perHour what an hour of it costs, all slots; null = no rate known
 * @param cost of {@code busySeconds}; 0 without a rate
 * @param costOfCopies of {@code copySeconds}
 * @param costOfLost of {@code lostSeconds}
 * @param rank at its last bid, by the build's ranking utilities, 0 … 100; null = not ranked
 */
public record AgentReport(
        String name,
        String state,
        String reason,
        List<Verdict> verdicts,
        AgentProfile profile,
        int slots,
        int awarded,
        int accepted,
        int running,
        int faults,
        double busySeconds,
        double busyShare,
        double copySeconds,
        double lostSeconds,
        long bytes,
        String lastFault,
        Double perHour,
        double cost,
        double costOfCopies,
        double costOfLost,
        Double rank) {

    public AgentReport {
        verdicts = List.copyOf(verdicts);
    }

    /** An answer to an announcement; {@code reason} is null for a bid. */
    public record Verdict(double at, String verdict, int slots, String reason) {}
}
