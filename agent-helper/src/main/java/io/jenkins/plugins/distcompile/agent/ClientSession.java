package io.jenkins.plugins.distcompile.agent;

import io.jenkins.plugins.distcompile.criteria.Criteria;
import io.jenkins.plugins.distcompile.link.Link;
import io.jenkins.plugins.distcompile.protocol.Message.Announce;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** One client's link and what is known of it. All but the atomic fields belongs to the helper's event loop. */
final class ClientSession {

    /** Messages of one client that may wait for the event loop; the link of a client that sends faster is closed. */
    static final int MAX_PENDING = 1024;

    final long id;
    final String peer;
    final AtomicInteger pending = new AtomicInteger();
    /** Done when the link has ended, on the link's thread. */
    final CompletableFuture<Void> over = new CompletableFuture<>();

    /** Files of the client's from which its units are preprocessed. */
    final Mirror mirror = new Mirror();

    final AtomicBoolean flooded = new AtomicBoolean();
    /** Units in the order of their arrival, by ticket, until their result has been sent. */
    final Map<Long, UnitRun> units = new LinkedHashMap<>();

    /** null = the link is only just being started. */
    volatile Link link;
    /** The open announcement; null = none yet. */
    Announce announce;

    Criteria criteria = Criteria.NONE;
    /** Why the announcement's criteria cannot be read; null = they can. */
    String criteriaError;
    /** The client has said that it wants no more than this, until its next announcement. */
    int mostSlots = Integer.MAX_VALUE;
    /** The last reason for silence without its numbers, so that each is told once; null = the last answer was a bid. */
    String silence;

    /** What the open announcement wants ranked; of {@link RankDesk}. */
    List<RankDesk.Item> rankings = List.of();
    /** Round of the announcement whose question for ranks alone has been answered; 0 = none. */
    long ranksAnswered;

    /** null = no heartbeats now: nothing is held. */
    ScheduledFuture<?> heartbeat;
    /** Interval that the client asked for, within the owner's bounds. */
    long heartbeatNanos;

    /** null = no lease runs. */
    ScheduledFuture<?> leaseCheck;

    long heartbeatSequence;
    /** Every slot is being taken back; those still running go as their processes end. */
    boolean yielding;
    /** The link has gone; the session ends with its last unit. */
    boolean closed;

    ClientSession(long id, String peer) {
        this.id = id;
        this.peer = peer;
    }
}
