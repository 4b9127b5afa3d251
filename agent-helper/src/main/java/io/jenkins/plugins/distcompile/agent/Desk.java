package io.jenkins.plugins.distcompile.agent;

import io.jenkins.plugins.distcompile.agent.Bidder.Reserve;
import io.jenkins.plugins.distcompile.agent.Bidder.Silence;
import io.jenkins.plugins.distcompile.agent.UnitRun.Kill;
import io.jenkins.plugins.distcompile.agent.UnitRun.State;
import io.jenkins.plugins.distcompile.criteria.AgentProfile;
import io.jenkins.plugins.distcompile.criteria.Criteria;
import io.jenkins.plugins.distcompile.criteria.CriteriaException;
import io.jenkins.plugins.distcompile.criteria.Verdict;
import io.jenkins.plugins.distcompile.protocol.Message.Announce;
import io.jenkins.plugins.distcompile.protocol.Message.Assign;
import io.jenkins.plugins.distcompile.protocol.Message.Bid;
import io.jenkins.plugins.distcompile.protocol.Message.Decline;
import io.jenkins.plugins.distcompile.protocol.Message.Outcome;
import io.jenkins.plugins.distcompile.protocol.Message.Usage;
import io.jenkins.plugins.distcompile.protocol.Message.Withdraw;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Answers announcements and shares the slots out: the helper's decisions about clients, as {@link Units} is about units.
 * Lives on the event loop.
 */
final class Desk {

    private final Map<Long, ClientSession> sessions = new LinkedHashMap<>();
    private final HelperConfig config;
    private final ReservationBook book;
    private final Bidder bidder;
    private final ProfileDesk profiles;
    private final RankDesk ranks;
    private final Consumer<ClientSession> heartbeats;
    /** Set right after construction: the two know each other. */
    private Units units;

    /** Why the owner wants no bids; null = bid. */
    private String paused;

    private boolean leaving;
    /** The activity that is not ours for which bids have stopped; null = none. */
    private String disturbed;
    /** The unit's failure that showed it; null = there is room. */
    private String diskFull;

    /** @param heartbeats told whenever what a client holds may have changed */
    Desk(
            HelperConfig config,
            ReservationBook book,
            ProfileDesk profiles,
            RankDesk ranks,
            Consumer<ClientSession> heartbeats) {
        this.config = config;
        this.book = book;
        this.profiles = profiles;
        this.ranks = ranks;
        this.heartbeats = heartbeats;
        bidder = new Bidder(new Bidder.Owner(config.maxLoad, config.minFreeMemoryBytes, config.minFreeDiskBytes));
    }

    void use(Units all) {
        units = all;
    }

    Collection<ClientSession> sessions() {
        return sessions.values();
    }

    void open(ClientSession session) {
        sessions.put(session.id, session);
        book.open(session.id, System.nanoTime());
    }

    /** The link has gone: units are killed, slots fall free as their processes end. */
    void close(ClientSession session, String reason) {
        if (!session.closed) {
            session.closed = true;
            session.announce = null;
            session.rankings = List.of();
            take(session, reason, true);
            forgetIfEmpty(session);
            reconsider();
        }
    }

    void announce(ClientSession session, Announce announce) {
        session.announce = announce;
        session.mostSlots = Integer.MAX_VALUE;
        session.criteriaError = null;
        session.silence = null;
        try {
            session.criteria = Criteria.parse(announce.criteria());
        } catch (CriteriaException e) {
            session.criteriaError = e.getMessage();
        }
        ranks.announced(session);
        reconsider();
    }

    void assign(ClientSession session, Assign assign, List<byte[]> files) {
        String refusal = refusal(session, assign);
        if (refusal != null) {
            UnitResult refused = UnitResult.without(assign.ticket(), Outcome.REFUSED, refusal, Usage.NONE);
            session.link.send(refused.message(), refused.files());
        } else {
            units.assign(session, assign, files);
        }
    }

    void cancel(ClientSession session, long ticket, String reason) {
        UnitRun unit = session.units.get(ticket);
        if (unit != null) {
            units.kill(unit, new Kill(Outcome.CANCELLED, reason, false));
        }
    }

    void release(ClientSession session, int slots) {
        if (book.release(session.id, slots) > 0) {
            session.mostSlots = book.held(session.id);
            heartbeats.accept(session);
            reconsider();
        }
    }

    /** No bids for this reason of the owner's until it is null again. */
    /** For good: slots and units go back, and the goodbye is all that clients still hear. */
    void leave(String reason) {
        leaving = true;
        pause(reason);
        takeAll(reason);
    }

    void pause(String reason) {
        paused = reason;
        reconsider();
    }

    /**
     * Activity that is not ours: no bids for this reason until it is null again. Slots in which nothing runs are taken
     * back now, the others as their units end, or with their units where {@code handBack} is set.
     */
    void disturb(String reason, boolean handBack) {
        disturbed = reason;
        if (reason != null) {
            List.copyOf(sessions.values()).forEach(session -> take(session, reason, handBack));
        }
        reconsider();
    }

    /** The machine has been looked at again. */
    void probed() {
        if (profiles.freeDiskBytes() >= config.minFreeDiskBytes) {
            diskFull = null;
        }
        reconsider();
    }

    /** Answers every open announcement anew: called when slots, load, compilers or announcements have changed. */
    void reconsider() {
        Optional<AgentProfile> known = profiles.profile(book);
        if (known.isEmpty()) {
            return; // the first probe is under way and calls again
        }
        AgentProfile profile = known.get();
        for (ClientSession session : sessions.values()) {
            Optional<String> unwilling = ranks.answersAlone(session) ? Optional.empty() : unwilling(session, profile);
            unwilling.ifPresent(reason -> staySilent(session, reason));
            int wanted = unwilling.isPresent() || session.announce == null || !ranks.ready(session)
                    ? 0
                    : Math.min(session.announce.waitingUnits(), session.mostSlots);
            book.want(session.id, wanted);
        }
        for (ClientSession session : sessions.values()) {
            giveBackOwed(session);
        }
        // Twice: first up to everybody's share, then what is left.
        for (int pass = 0; pass < 2; pass++) {
            book.poorestFirst().forEach(client -> bid(sessions.get(client), profile));
        }
    }

    /** A slot of this client runs nothing now: it is given to whom it is owed, or refilled. */
    void slotUnused(ClientSession session) {
        if (session.yielding) {
            book.release(session.id, 1);
            session.yielding = book.held(session.id) > 0;
            heartbeats.accept(session);
            reconsider();
        } else if (book.owed(session.id) > 0) {
            reconsider();
        }
        units.startReady(session);
    }

    /** The unit has ended and its result, if any, is to be sent. */
    void gone(UnitRun unit, UnitResult result) {
        ClientSession session = unit.session;
        session.units.remove(unit.assign.ticket());
        if (result != null && !session.closed) {
            session.link.send(result.message(), result.files());
            String reason = result.message().reason();
            if (!reason.isEmpty()) {
                config.log.accept(unit + ": " + result.message().outcome() + ", " + reason);
            }
            if (DiskFull.isReason(reason)) {
                profiles.diskFull();
                diskFull = reason;
                reconsider();
            }
        }
        forgetIfEmpty(session);
    }

    /** Takes every slot of every client back, units included: they are told first, then their processes are ended. */
    void takeAll(String reason) {
        List.copyOf(sessions.values()).forEach(session -> take(session, reason, true));
    }

    /** @param running whether units whose processes live are ended, too, or may go on to their end */
    private void take(ClientSession session, String reason, boolean running) {
        List<UnitRun> all = session.units.values().stream()
                .filter(unit -> unit.kill == null && unit.state != State.FINISHING)
                .filter(unit -> running || unit.state == State.PREPARING || unit.state == State.READY)
                .toList();
        int held = book.held(session.id);
        // A second time only for units: the client knows already that the slots are gone.
        boolean news = !session.yielding || !all.isEmpty();
        if (!session.closed && held > 0 && news) {
            session.link.send(new Withdraw(held, tickets(all), reason));
        }
        book.want(session.id, 0);
        all.forEach(unit -> units.kill(unit, new Kill(Outcome.CANCELLED, reason, true)));
        book.release(session.id, held);
        session.yielding = book.held(session.id) > 0;
        heartbeats.accept(session);
    }

    private String refusal(ClientSession session, Assign assign) {
        int held = book.held(session.id);
        if (session.yielding || session.units.size() >= 2 * held) {
            return "not reserved: " + held + " slots are held and " + session.units.size() + " units are here";
        }
        if (assign.memoryBytes() > book.budgetBytes(session.id)) {
            return "needs " + Bytes.text(assign.memoryBytes()) + ", but " + Bytes.text(book.budgetBytes(session.id))
                    + " are set aside";
        }
        return null;
    }

    private Optional<String> unwilling(ClientSession session, AgentProfile profile) {
        if (session.announce == null) {
            return Optional.empty();
        }
        if (session.criteriaError != null) {
            return Optional.of(session.criteriaError);
        }
        return unwilling(session.announce, session.criteria, profile);
    }

    private Optional<String> unwilling(Announce announce, Criteria criteria, AgentProfile profile) {
        return bidder.unwilling(announce, profile, ailment(), asked -> {
            Verdict verdict = criteria.check(asked);
            return verdict.passed() ? Optional.empty() : Optional.of(verdict.reason());
        });
    }

    /** Why this machine would not bid for an announcement without a link, whatever its slots; empty = it would. */
    Optional<String> unwilling(Announce announce) {
        Optional<AgentProfile> profile = profiles.profile(book);
        if (profile.isEmpty()) {
            return Optional.of("the machine has not been looked at yet");
        }
        try {
            return unwilling(announce, Criteria.parse(announce.criteria()), profile.get());
        } catch (CriteriaException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** Whether a client of this build is linked. */
    boolean serves(String buildId) {
        return sessions.values().stream()
                .anyMatch(session ->
                        session.announce != null && session.announce.buildId().equals(buildId));
    }

    /** null = none. */
    private String ailment() {
        if (paused != null) {
            return paused;
        }
        return disturbed != null ? disturbed : diskFull;
    }

    private void giveBackOwed(ClientSession session) {
        int given = book.release(session.id, book.owed(session.id));
        if (given > 0) {
            String reason = "another client's share";
            int keep = Math.max(0, 2 * book.held(session.id) - book.running(session.id));
            List<UnitRun> queued = session.units.values().stream()
                    .filter(unit -> unit.kill == null)
                    .filter(unit -> unit.state == State.PREPARING || unit.state == State.READY)
                    .skip(keep)
                    .toList();
            session.link.send(new Withdraw(given, tickets(queued), reason));
            queued.forEach(unit -> units.kill(unit, new Kill(Outcome.CANCELLED, reason, true)));
            heartbeats.accept(session);
        }
    }

    private void bid(ClientSession session, AgentProfile profile) {
        Announce announce = session.announce;
        // Slots reserved while others are still being taken back could not be told from those.
        if (announce == null || session.yielding || !book.wantsMore(session.id)) {
            return;
        }
        Bidder.Answer answer = bidder.answer(announce, session.id, book);
        if (answer instanceof Reserve reserve) {
            book.reserve(session.id, reserve.slots(), reserve.memoryBytes());
            session.silence = null;
            session.link.send(new Bid(
                    announce.round(),
                    profiles.profile(book).orElse(profile),
                    reserve.slots(),
                    reserve.memoryBytes(),
                    config.lease.toMillis(),
                    ranks.held(session)));
            heartbeats.accept(session);
        } else if (answer instanceof Silence silence && book.held(session.id) == 0) {
            staySilent(session, silence.reason());
        }
    }

    /** Each reason is told once for an announcement; another number in it does not make it another reason. */
    private void staySilent(ClientSession session, String reason) {
        String kind = kind(reason);
        if (!kind.equals(session.silence)) {
            session.silence = kind;
            config.log.accept("declined build " + session.announce.buildId() + " of " + session.peer + ": " + reason);
            if (session.announce.explain() && !leaving) {
                session.link.send(new Decline(session.announce.round(), reason));
            }
        }
    }

    static String kind(String reason) {
        return reason.replaceAll("[0-9.]+", "#");
    }

    private void forgetIfEmpty(ClientSession session) {
        if (session.closed && session.units.isEmpty()) {
            book.close(session.id);
            sessions.remove(session.id);
            units.forget(session);
            heartbeats.accept(session);
        }
    }

    private static List<Long> tickets(List<UnitRun> units) {
        return units.stream().map(unit -> unit.assign.ticket()).toList();
    }
}
