package io.jenkins.plugins.distcompile.ranking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The client's memory of the ranks that agents gave, across builds (C3): what an agent said of an unchanged utility is
 * not asked again within its lifetime. Ranks of installed utilities are known while the build runs and not kept, because
 * only the helper can see them change. Not thread-safe; used by one build, on its thread.
 */
public final class RankMemory {
    static final int MAX_ENTRIES = 10_000;
    private static final long MAX_FILE_BYTES = 32L << 20;
    /** A helper notices within a second that a rank has outlived its time, and runs the utility for 10 s at most. */
    private static final long RENEWAL_MILLIS = 15_000;

    /** null = nothing is kept. */
    private final Path file;

    private final InstantSource clock;
    private final Map<Key, Entry> entries = new HashMap<>();

    /** @param sha256 of the utility in hex; empty = installed on the agent */
    private record Key(String agent, String utility, String sha256) {}

    /** As in the file; {@code measuredAtMillis} since 1970. */
    record Entry(String agent, String machine, String sha256, Rank rank, long measuredAtMillis) {
        private Key key() {
            return new Key(agent, rank.utility(), sha256);
        }
    }

    private RankMemory(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /** One that is forgotten with the build. */
    public static RankMemory ofOneBuild() {
        return new RankMemory(null, InstantSource.system());
    }

    /** Reads what earlier builds have kept; a file that is missing, damaged or too large holds nothing. Blocks. */
    public static RankMemory open(Path file, InstantSource clock) {
        RankMemory memory = new RankMemory(file, clock);
        try {
            if (Files.exists(file) && Files.size(file) <= MAX_FILE_BYTES) {
                for (Entry entry : new ObjectMapper().readValue(file.toFile(), Entry[].class)) {
                    memory.entries.put(entry.key(), entry);
                }
            }
        } catch (IOException | RuntimeException e) {
            // Everything in it can be asked again.
            memory.entries.clear();
        }
        return memory;
    }

    /** The rank that the agent gave, if it holds or is being measured anew just now. */
    Optional<Rank> usable(String agent, RankingSpec spec, String sha256) {
        Entry entry = entries.get(new Key(agent, spec.name(), sha256));
        long age = entry == null ? 0 : clock.millis() - entry.measuredAtMillis();
        return entry == null || age < 0 || age >= spec.ttl().toMillis() + RENEWAL_MILLIS
                ? Optional.empty()
                : Optional.of(entry.rank());
    }

    /** How long the agent's rank holds yet; 0 = there is none, or it is too old. */
    long validMillis(String agent, RankingSpec spec, String sha256) {
        Entry entry = entries.get(new Key(agent, spec.name(), sha256));
        if (entry == null) {
            return 0;
        }
        long age = clock.millis() - entry.measuredAtMillis();
        return age < 0 ? 0 : Math.max(0, spec.ttl().toMillis() - age);
    }

    /**
     * Keeps a rank.
     *
     * @param machine the agent's, so that another machine under the same address is noticed
     * @param validMillis how long it holds yet by the lifetime of {@code spec}
     */
    void put(String agent, String machine, RankingSpec spec, String sha256, Rank rank, long validMillis) {
        long ttl = spec.ttl().toMillis();
        long age = ttl - Math.max(0, Math.min(validMillis, ttl));
        Entry entry = new Entry(agent, machine, sha256, rank, clock.millis() - age);
        entries.put(entry.key(), entry);
    }

    /** Forgets what another machine said under this address. @return whether there was anything */
    boolean forgetOthers(String agent, String machine) {
        return entries.values()
                .removeIf(
                        entry -> entry.agent().equals(agent) && !entry.machine().equals(machine));
    }

    /**
     * Writes what later builds can use, the newest first as far as there is room; a file is whole or not there.
     *
     * @throws IOException if it cannot be written
     */
    public void save() throws IOException {
        if (file == null) {
            return;
        }
        List<Entry> kept = entries.values().stream()
                .filter(entry -> !entry.sha256().isEmpty())
                .sorted(Comparator.comparingLong(Entry::measuredAtMillis).reversed())
                .limit(MAX_ENTRIES)
                .toList();
        Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
        Path part = Files.createTempFile(folder, "ranks", ".part");
        try {
            Files.write(part, bytes(kept));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static byte[] bytes(List<Entry> kept) throws JsonProcessingException {
        return new ObjectMapper().writeValueAsBytes(kept);
    }
}
