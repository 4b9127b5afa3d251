package io.jenkins.plugins.distcompile.dispatch;

import io.jenkins.plugins.distcompile.criteria.AgentProfile;
import io.jenkins.plugins.distcompile.criteria.CompilerFacts;
import io.jenkins.plugins.distcompile.history.BuildMemory;
import io.jenkins.plugins.distcompile.protocol.Message;
import io.jenkins.plugins.distcompile.schedule.Offer;
import java.util.stream.Collectors;

/** What a bid, which is the other side's word, means to the scheduler: bounded numbers. */
final class Offers {
    private static final int MOST_SLOTS = 4_096;

    private Offers() {}

    static Offer of(Message.Bid bid, AgentSession session, BuildMemory memory) {
        AgentProfile profile = bid.profile();
        return new Offer(
                Math.max(1, Math.min(bid.slots(), MOST_SLOTS)),
                profile.machine(),
                profile.compilers().stream().map(CompilerFacts::digest).collect(Collectors.toSet()),
                Math.max(0, bid.memoryBytes()),
                speed(profile, memory),
                richness(profile),
                session.bitsPerSecond(),
                session.roundTripNanos());
    }

    /** Learnt, or by benchmark or clock rate, as the memory knows it; less what others use of the processors. */
    private static double speed(AgentProfile profile, BuildMemory memory) {
        double idle = 1 - 0.5 * bounded(profile.load().cpu(), 0, 1);
        return idle * bounded(memory.speed(profile.name(), profile).value(), 0.01, 100);
    }

    private static double richness(AgentProfile profile) {
        double mhz = bounded(profile.cpu().mhz(), 100, 10_000);
        double gibibytes = bounded(profile.memory().totalBytes() / (double) (1L << 30), 0, 1 << 20);
        return bounded(profile.cpu().cores(), 1, MOST_SLOTS) * mhz + gibibytes;
    }

    private static double bounded(double value, double least, double most) {
        return value >= least ? Math.min(value, most) : least;
    }
}
