package io.jenkins.plugins.distcompile.agent;

import io.jenkins.plugins.distcompile.criteria.AgentProfile;
import io.jenkins.plugins.distcompile.criteria.CompilerFacts;
import io.jenkins.plugins.distcompile.protocol.Message.Announce;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Decides for this machine whether it could serve an announcement, and with how much. Pure; called on the helper's event
 * loop for each open announcement whenever something has changed.
 */
final class Bidder {

    private final Owner owner;

    Bidder(Owner owner) {
        this.owner = owner;
    }

    /**
     * What the owner of the machine allows.
     *
     * @param maxLoad processor share of others (0 … 1) at which the helper stops bidding; &gt; 1 = never
     * @param minFreeMemoryBytes free memory below which it stops bidding
     * @param minFreeDiskBytes free bytes on the work folder's disk below which it stops bidding
     */
    record Owner(double maxLoad, long minFreeMemoryBytes, long minFreeDiskBytes) {}

    /** The answer to an announcement. */
    sealed interface Answer {}

    /** Reserve and bid. {@code slots} and {@code memoryBytes} come in addition to what the client holds. */
    record Reserve(int slots, long memoryBytes) implements Answer {}

    /** Stay silent, for this reason. */
    record Silence(String reason) implements Answer {}

    /**
     * Why this machine is unwilling whatever its slots; empty = willing.
     *
     * @param ailment what is broken here (disk full, asked to pause); null = nothing
     * @param criteria the announcement's thresholds: the failed one, or empty when all hold
     */
    Optional<String> unwilling(
            Announce announce,
            AgentProfile profile,
            String ailment,
            Function<AgentProfile, Optional<String>> criteria) {
        if (ailment != null) {
            return Optional.of(ailment);
        }
        if (announce.waitingUnits() < 1) {
            return Optional.of("nothing waits");
        }
        double load = profile.load().cpu();
        if (load >= owner.maxLoad()) {
            return Optional.of(
                    String.format(Locale.ROOT, "load.cpu %.2f ≥ %.2f, the owner's limit", load, owner.maxLoad()));
        }
        if (profile.memory().freeBytes() < owner.minFreeMemoryBytes()) {
            return Optional.of("free memory " + Bytes.text(profile.memory().freeBytes())
                    + " below the owner's limit of " + Bytes.text(owner.minFreeMemoryBytes()));
        }
        if (profile.disk().freeBytes() < owner.minFreeDiskBytes()) {
            return Optional.of("free disk " + Bytes.text(profile.disk().freeBytes()) + " below the "
                    + Bytes.text(owner.minFreeDiskBytes()) + " that the helper needs");
        }
        if (announce.largestMemoryBytes() > profile.memory().freeBytes()) {
            return Optional.of("free memory " + Bytes.text(profile.memory().freeBytes()) + " below the largest need of "
                    + Bytes.text(announce.largestMemoryBytes()));
        }
        Set<String> present =
                profile.compilers().stream().map(CompilerFacts::digest).collect(Collectors.toSet());
        if (!announce.compilers().isEmpty() && announce.compilers().stream().noneMatch(present::contains)) {
            return Optional.of("none of the " + announce.compilers().size() + " compilers needed is here; has "
                    + profile.compilers().stream()
                            .map(facts -> facts.kind() + " " + facts.version())
                            .distinct()
                            .collect(Collectors.joining(", ", "", "")));
        }
        return criteria.apply(profile);
    }

    /** How much to reserve for a client that {@link #unwilling} has let through. */
    Answer answer(Announce announce, long client, ReservationBook book) {
        int slots = book.grantable(client);
        if (slots < 1) {
            return new Silence("no free slot: all reserved or running");
        }
        long memory = book.grantableMemory(client, slots, announce.largestMemoryBytes());
        if (memory < 1) {
            return new Silence("unreserved memory " + Bytes.text(book.freeMemory()) + " below the largest need of "
                    + Bytes.text(Math.max(1, announce.largestMemoryBytes())));
        }
        return new Reserve(slots, memory);
    }
}
