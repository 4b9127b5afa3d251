package io.jenkins.plugins.distcompile.dispatch;

import io.jenkins.plugins.distcompile.criteria.AgentProfile;
import io.jenkins.plugins.distcompile.inputs.InputBundle.Pack;
import io.jenkins.plugins.distcompile.link.Link;
import io.jenkins.plugins.distcompile.link.Link.Sending;
import io.jenkins.plugins.distcompile.link.Opening;
import io.jenkins.plugins.distcompile.protocol.Attachment;
import io.jenkins.plugins.distcompile.protocol.Message;
import io.jenkins.plugins.distcompile.protocol.RateChunks;
import io.jenkins.plugins.distcompile.report.BuildEvent;
import io.jenkins.plugins.distcompile.schedule.Demand;
import io.jenkins.plugins.distcompile.schedule.Event.Copy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjLongConsumer;

/**
 * One agent for as long as its link lasts: tickets, announcements and round trips. Lives on the loop's thread; the
 * link's reader only posts.
 */
final class AgentSession {
    /** What the agent says, on the loop's thread. */
    interface Listener {
        void heard(AgentSession session, Message message, List<byte[]> files);

        void ended(AgentSession session, String reason);
    }

    private static final class Ticket {
        final Copy copy;
        final Sending sending;
        final List<Pack> packs;
        final long sentNanos;
        /** The agent has said that it runs. */
        boolean running;
        /** Processor time used so far, as last told. */
        long cpuMillis;

        Ticket(Copy copy, Sending sending, List<Pack> packs, long sentNanos) {
            this.copy = copy;
            this.sending = sending;
            this.packs = packs;
            this.sentNanos = sentNanos;
        }
    }

    /** A client that holds no slots says something as often as if its lease were so long: idle helpers watch for it. */
    private static final long IDLE_LEASE_NANOS = 10_000_000_000L;

    private final String agent;
    private final Link link;
    private final Map<Long, Ticket> tickets = new HashMap<>();
    private final Map<Copy, Long> byCopy = new HashMap<>();
    /** Headers that the agent holds for certain: a unit that came with them has been started. */
    private final Set<Pack> held = new HashSet<>();

    private int outstanding;
    private long movedBytes;
    private long lastTicket;
    private long lastRound;
    private long lastProbe;
    private long probeSentNanos;
    private long roundTripNanos;
    private long lastAnsweredNanos = Long.MIN_VALUE; // when the last answered probe was sent
    private long leaseNanos = IDLE_LEASE_NANOS;
    private long lastSentNanos = System.nanoTime();
    private long probedBitsPerSecond = -1; // -1 = not probed
    private volatile String farewell; // why the agent wants to go; null = it has not said goodbye
    private String declined; // why it does not bid; null = it has bid since, or has not answered
    private AgentProfile profile;
    /** null = none yet. */
    private Message.Announce announced;

    AgentSession(String agent, Opening opening, EventLoop loop, Listener listener) {
        this.agent = agent;
        this.link = opening.start(new Link.Receiver() {
            @Override
            public void received(Message message, List<byte[]> files) {
                loop.post(() -> listener.heard(AgentSession.this, message, files));
            }

            @Override
            public void farewell(String reason) {
                farewell = reason;
            }

            @Override
            public void closed(String reason) {
                loop.post(() -> listener.ended(AgentSession.this, reason));
            }
        });
    }

    String agent() {
        return agent;
    }

    /** The profile of the last bid; null before the first. */
    AgentProfile profile() {
        return profile;
    }

    /** As real transfers show it, and before there are any, the probe; 0 = not measured. */
    long bitsPerSecond() {
        return movedBytes >= RateGate.LEAST_BYTES || probedBitsPerSecond <= 0
                ? link.bitsPerSecond()
                : probedBitsPerSecond;
    }

    void rateProbe(long sequence, int up, int down) {
        send(new Message.RateProbe(sequence, down, RateChunks.headers(up)), RateChunks.contents(up));
    }

    /** The link has been probed, or need not be any more. */
    boolean linkMeasured() {
        return probedBitsPerSecond >= 0;
    }

    void linkMeasured(long bitsPerSecond) {
        probedBitsPerSecond = bitsPerSecond;
    }

    /** Measured by the last answered probe; 0 = none yet. */
    long roundTripNanos() {
        return roundTripNanos;
    }

    void announce(BuildOptions options, List<String> compilers, Demand demand, List<Message.WantedRanking> rankings) {
        announced = options.announce(++lastRound, compilers, demand, rankings);
        send(announced);
    }

    /** Repeats the last announcement, with these rankings. */
    void announceAgain(List<Message.WantedRanking> rankings) {
        Message.Announce a = announced;
        announced = new Message.Announce(
                ++lastRound,
                a.buildId(),
                a.criteria(),
                a.compilers(),
                a.waitingUnits(),
                a.waitingSeconds(),
                a.largestMemoryBytes(),
                a.heartbeatMillis(),
                a.explain(),
                rankings);
        send(announced);
    }

    void declined(String reason) {
        declined = reason == null ? "" : reason;
    }

    /**
     * Why an agent whose link has ended is no loss: it holds nothing, and has declined or said goodbye. Null = it is one.
     *
     * @param workWaits whether it would be of use
     */
    String leftFor(boolean workWaits) {
        if (outstanding > 0 || farewell == null && declined == null) {
            return null;
        }
        return declined != null ? "declined: " + declined : workWaits ? farewell : BuildEvent.AgentVerdict.NO_MORE_WORK;
    }

    void bid(Message.Bid bid) {
        declined = null;
        profile = bid.profile();
        leaseNanos = Math.max(1, bid.leaseMillis()) * 1_000_000L;
    }

    void assign(Copy copy, String unit, PreparedText text, long memoryBytes, long limitMillis) {
        long ticket = ++lastTicket;
        List<Pack> packs = text.packs(held);
        List<Attachment> headers = new ArrayList<>(text.headers());
        List<byte[]> files = new ArrayList<>(text.files());
        packs.forEach(pack -> {
            headers.add(pack.packed().attachment());
            files.add(pack.packed().wire());
        });
        lastSentNanos = System.nanoTime();
        Sending sending = link.send(
                new Message.Assign(
                        ticket, unit, copy.number(), text.task(), memoryBytes, limitMillis, text.quick(), headers),
                files);
        outstanding++;
        headers.forEach(header -> movedBytes += header.wireBytes());
        tickets.put(ticket, new Ticket(copy, sending, packs, lastSentNanos));
        byCopy.put(copy, ticket);
    }

    /** Takes a copy back; its late result will find no ticket. */
    void cancel(Copy copy, String reason) {
        Long ticket = byCopy.get(copy);
        if (ticket != null) {
            tickets.get(ticket).sending.abort();
            send(new Message.Cancel(ticket, reason));
        }
    }

    void release(int slots) {
        send(new Message.Release(slots));
    }

    void probe() {
        probeSentNanos = System.nanoTime();
        send(new Message.Probe(++lastProbe, false));
    }

    /** Tells the agent that this client lives, when nothing else has for half of its lease. */
    void renewLease(long nowNanos) {
        if (nowNanos - lastSentNanos > leaseNanos / 2) {
            probe();
        }
    }

    /** Passes on which copies have used processor time since the last heartbeat, and how much they have in all, ns. */
    void worked(Message.Heartbeat beat, ObjLongConsumer<Copy> told) {
        for (int i = 0; i < beat.running().size(); i++) {
            Ticket ticket = tickets.get(beat.running().get(i));
            long millis = beat.cpuMillis().get(i);
            if (ticket != null && millis > ticket.cpuMillis) {
                ticket.cpuMillis = millis;
                told.accept(ticket.copy, TimeUnit.MILLISECONDS.toNanos(millis));
            }
        }
    }

    void acknowledged(Message.Ack ack, long nowNanos) {
        if (ack.sequence() == lastProbe) {
            roundTripNanos = nowNanos - probeSentNanos;
            lastAnsweredNanos = probeSentNanos;
        }
    }

    /** Whether a probe that was sent at that time or later has been answered. */
    boolean answeredSince(long nanos) {
        return lastAnsweredNanos != Long.MIN_VALUE && lastAnsweredNanos - nanos >= 0;
    }

    /**
     * The copy behind a ticket whose compiler has been started, and since when it runs; null when that is no news: it has been
     * said before, or the ticket is unknown or has ended.
     */
    Running started(long ticket, long agoNanos, long nowNanos) {
        Ticket known = tickets.get(ticket);
        if (known == null || known.running) {
            return null;
        }
        known.running = true;
        held.addAll(known.packs);
        return new Running(known.copy, Math.max(0, Math.min(agoNanos, nowNanos - known.sentNanos)));
    }

    record Running(Copy copy, long agoNanos) {}

    /** Closes the account of a ticket. */
    Copy settle(long ticket) {
        Ticket known = tickets.remove(ticket);
        if (known == null) {
            return null;
        }
        byCopy.remove(known.copy);
        return known.copy;
    }

    List<Copy> settle(List<Long> handedBack) {
        List<Copy> copies = new ArrayList<>();
        for (long ticket : handedBack) {
            Copy copy = settle(ticket);
            if (copy != null) {
                copies.add(copy);
            }
        }
        outstanding -= copies.size();
        return copies;
    }

    /** A result has been dealt with, files and all. */
    void concluded(Message.Result result) {
        outstanding--;
        result.attachments().forEach(header -> movedBytes += header.wireBytes());
    }

    /** Whether nothing that was assigned is still to be dealt with. */
    boolean idle() {
        return outstanding == 0;
    }

    /** Files' bytes sent to and received from the agent. */
    long movedBytes() {
        return movedBytes;
    }

    void close(String reason) {
        link.close(reason);
    }

    void send(Message message, List<byte[]> files) {
        lastSentNanos = System.nanoTime();
        link.send(message, files);
    }

    private void send(Message message) {
        lastSentNanos = System.nanoTime();
        link.send(message);
    }
}
