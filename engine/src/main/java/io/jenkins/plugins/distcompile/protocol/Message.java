package io.jenkins.plugins.distcompile.protocol;

import io.jenkins.plugins.distcompile.criteria.AgentProfile;
import io.jenkins.plugins.distcompile.ranking.Rank;
import io.jenkins.plugins.distcompile.toolchain.Task;
import java.util.List;

/**
 * Everything client and helper say to each other after the handshake. Times are milliseconds, sizes bytes.
 * A <em>ticket</em> names one copy of one unit on one link; the client counts them up from 1.
 */
public sealed interface Message {

    // ---- client → helper

    /**
     * Units are waiting. Stays open until the link closes or a later announcement replaces it: a helper that cannot bid
     * now may bid when a slot falls free.
     *
     * @param round counts the client's announcements up from 1
     * @param buildId names the build in the helper's log
     * @param criteria thresholds in the criteria language; empty = none
     * @param compilers digests of which the helper must have at least one; empty = no unit needs a compiler
     * @param waitingUnits units that could run now or soon: more slots than this are of no use
     * @param waitingSeconds predicted work of them on the reference machine
     * @param largestMemoryBytes largest stated need; 0 = none stated
     * @param heartbeatMillis wanted interval of {@link Heartbeat}, 1 … 600 000
     * @param explain whether to answer with {@link Decline} rather than with silence
     * @param rankings ranking utilities whose ranks the bid must carry. An announcement of no units with rankings asks
     *     for the ranks alone: the answer is {@link Ranked}
     */
    record Announce(
            long round,
            String buildId,
            String criteria,
            List<String> compilers,
            int waitingUnits,
            double waitingSeconds,
            long largestMemoryBytes,
            long heartbeatMillis,
            boolean explain,
            List<WantedRanking> rankings)
            implements Message {
        public Announce {
            compilers = List.copyOf(compilers);
            rankings = List.copyOf(rankings);
        }
    }

    /**
     * One ranking utility of an announcement. While the announcement stands the helper runs the utility again when a rank
     * has outlived its time, and tells by {@link Ranked}.
     *
     * @param sha256 its content's digest in hex; empty = the one installed on the helper under {@code name}
     * @param ttlMillis how old a rank may be
     * @param knownMillis the client has a rank from this helper that holds for so long yet; 0 = it has none
     */
    record WantedRanking(String name, String sha256, long ttlMillis, long knownMillis) {}

    /** The utility that a {@link NeedRanking} asked for: its content is the one attachment. */
    record Ranking(String name, String sha256, List<Attachment> attachments) implements Message, WithAttachments {
        public Ranking {
            attachments = List.copyOf(attachments);
        }
    }

    /**
     * Run this in one of the reserved slots, or queue it as the one unit ahead of a slot.
     *
     * @param memoryBytes the unit's stated need, reserved while it runs; 0 = none
     * @param limitMillis run time after which the helper kills it, whatever it does, and reports {@link Outcome#TIMED_OUT}
     * @param quick whether bytes on the way back are cheaper than processor time; the outputs are packed accordingly
     * @param attachments the inputs
     */
    record Assign(
            long ticket,
            String unit,
            int copy,
            Task task,
            long memoryBytes,
            long limitMillis,
            boolean quick,
            List<Attachment> attachments)
            implements Message, WithAttachments {
        public Assign {
            attachments = List.copyOf(attachments);
        }
    }

    /** A copy is no longer wanted; the helper kills or drops it and sends {@link Outcome#CANCELLED}. */
    record Cancel(long ticket, String reason) implements Message {}

    /** So many reserved, unused slots are no longer wanted. */
    record Release(int slots) implements Message {}

    /**
     * A transfer made to measure the link, answered at once by {@link Rated}.
     *
     * @param replyChunks attachments of {@link RateChunks#BYTES} that the answer is to carry, 0 … {@link RateChunks#MOST}
     * @param attachments as many of the same kind, of no meaning
     */
    record RateProbe(long sequence, int replyChunks, List<Attachment> attachments) implements Message, WithAttachments {
        public RateProbe {
            attachments = List.copyOf(attachments);
        }
    }

    /** A status request; also the client's sign of life, which renews the lease on its slots. */
    record Probe(long sequence, boolean withProfile) implements Message {}

    // ---- helper → client

    /**
     * The answer to an announcement: so many slots are reserved for this client, in addition to those it holds.
     *
     * @param slots slots reserved by this bid, at least 1
     * @param memoryBytes memory set aside for the client's units; 0 = no limit
     * @param leaseMillis the reservation ends when the helper hears nothing from the client for so long
     * @param ranks those that the announcement wanted and the client does not have
     */
    record Bid(long round, AgentProfile profile, int slots, long memoryBytes, long leaseMillis, List<HeldRank> ranks)
            implements Message {
        public Bid {
            ranks = List.copyOf(ranks);
        }
    }

    /** A rank, and how long it holds yet by the lifetime that the announcement gave. */
    record HeldRank(Rank rank, long validMillis) {}

    /** The helper lacks the utility with this digest; answered by {@link Ranking}. */
    record NeedRanking(long round, String name, String sha256) implements Message {}

    /** Ranks measured anew, or asked for alone. */
    record Ranked(long round, List<HeldRank> ranks) implements Message {
        public Ranked {
            ranks = List.copyOf(ranks);
        }
    }

    /** Why the helper stays silent; sent only when the announcement asked for reasons. */
    record Decline(long round, String reason) implements Message {}

    /**
     * The compiler has been started for this ticket, so long ago. At once where the unit had waited for a slot; where it had
     * not, the client knows about when, and is told only of units that run for longer than a moment.
     */
    record Started(long ticket, long agoMillis) implements Message {
        public Started {
            if (agoMillis < 0) {
                throw new IllegalArgumentException("a unit that has started has not started later");
            }
        }
    }

    /**
     * Sign of life, with what is running for this client.
     *
     * @param cpuMillis processor time that the processes of each of {@code running} have used, in the same order; -1 = not
     *     measured
     */
    record Heartbeat(long sequence, List<Long> running, List<Long> cpuMillis, AgentProfile.Load load)
            implements Message {
        public Heartbeat {
            running = List.copyOf(running);
            cpuMillis = List.copyOf(cpuMillis);
            if (running.size() != cpuMillis.size()) {
                throw new IllegalArgumentException("a heartbeat tells the processor time of each running unit");
            }
        }
    }

    /** Answer to {@link Probe}. {@code profile} is null unless asked for. {@code units} are those running, all clients'. */
    record Ack(long sequence, AgentProfile profile, List<String> units) implements Message {
        public Ack {
            units = List.copyOf(units);
        }
    }

    /** The answer to {@link RateProbe}, with what it asked for. */
    record Rated(long sequence, List<Attachment> attachments) implements Message, WithAttachments {
        public Rated {
            attachments = List.copyOf(attachments);
        }
    }

    /**
     * How a ticket ended. The slot stays reserved for this client: a result renews the offer.
     *
     * @param exitStatus of the command; 128 + signal when it was killed; -1 when it never ran
     * @param diagnostics what it wrote on standard error and output, cut at 1 MiB
     * @param reason for outcomes other than {@link Outcome#SUCCEEDED} and {@link Outcome#FAILED}, one line
     * @param attachments the outputs, the object first
     */
    record Result(
            long ticket,
            Outcome outcome,
            int exitStatus,
            String diagnostics,
            String reason,
            Usage usage,
            List<Attachment> attachments)
            implements Message, WithAttachments {
        public Result {
            attachments = List.copyOf(attachments);
        }
    }

    /** Slots taken back (activity, shutdown, another client's share), with the tickets handed back unfinished. */
    record Withdraw(int slots, List<Long> tickets, String reason) implements Message {
        public Withdraw {
            tickets = List.copyOf(tickets);
        }
    }

    // ---- both ways

    /** The last message of an orderly close. */
    record Goodbye(String reason) implements Message {}

    /** A message that is followed by files. */
    interface WithAttachments {
        List<Attachment> attachments();
    }

    /** How a ticket ended. */
    enum Outcome {
        /** Exit status 0 and every output there. */
        SUCCEEDED,
        /** The command ran and said no: the unit's fault until a local run shows otherwise. */
        FAILED,
        /** The helper could not run it, or its machine failed it: the agent's fault. */
        AGENT_FAULT,
        /** The helper's policy does not take this task. */
        REFUSED,
        /** Ran past its limit. */
        TIMED_OUT,
        /** Ended because the client asked. */
        CANCELLED
    }

    /**
     * What a ticket cost on the agent; -1 = not measured.
     *
     * @param queuedMillis from arrival to start
     * @param runMillis wall time of the command
     * @param userMillis processor time in user mode, sampled
     * @param systemMillis processor time in the kernel, sampled
     * @param peakMemoryBytes largest resident memory of its processes, sampled
     */
    record Usage(long queuedMillis, long runMillis, long userMillis, long systemMillis, long peakMemoryBytes) {
        public static final Usage NONE = new Usage(-1, -1, -1, -1, -1);
    }
}
