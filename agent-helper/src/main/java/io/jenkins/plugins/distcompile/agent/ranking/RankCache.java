package io.jenkins.plugins.distcompile.agent.ranking;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.distcompile.ranking.Rank;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps sent utilities by their SHA-256, and the ranks they gave, in a folder that outlives the helper (C3, C4). A rank
 * is known under hash and name; its age is judged by each asker's own lifetime. What nobody has asked for during
 * {@code forgetAfter} is removed, and the least recently asked when there are too many. Thread-safe: one lock, under
 * which small files are written and nothing is run.
 */
public final class RankCache {
    public static final int MAX_SCRIPT_BYTES = 1 << 20;
    private static final String RANKS = "ranks.json";
    private static final long MAX_RANKS_BYTES = 32L << 20;
    /** A failure is tried again after this, however long the asker's lifetime is. */
    private static final Duration FAILURE_TTL = Duration.ofMinutes(1);

    /** A rank, and how long it holds yet for the asker. */
    public record Fresh(Rank rank, Duration left) {}

    /** How long a rank holds that has been measured just now; {@code ttl} is the asker's lifetime. */
    public static Duration validity(Rank rank, Duration ttl) {
        return rank.ranked() || ttl.compareTo(FAILURE_TTL) < 0 ? ttl : FAILURE_TTL;
    }

    private final Path folder;
    private final Duration forgetAfter;
    private final int maxEntries;
    private final InstantSource clock;
    private final ObjectMapper json = new ObjectMapper();
    /** {@code hash name} to what is known; guarded by this. */
    private final Map<String, Entry> entries = new HashMap<>();

    private RankCache(Path folder, Duration forgetAfter, int maxEntries, InstantSource clock) {
        this.folder = folder;
        this.forgetAfter = forgetAfter;
        this.maxEntries = maxEntries;
        this.clock = clock;
    }

    /**
     * Opens the cache. A damaged file of ranks is begun anew: everything in it can be measured again.
     *
     * @param forgetAfter how long an entry may go unasked
     * @param maxEntries at most so many, at least 1
     * @throws IOException if the folder cannot be made
     */
    public static RankCache open(Path folder, Duration forgetAfter, int maxEntries, InstantSource clock)
            throws IOException {
        Files.createDirectories(folder);
        RankCache cache = new RankCache(folder, forgetAfter, maxEntries, clock);
        cache.load();
        cache.forgetIdle();
        return cache;
    }

    /** The utility with this hash, if it is here and whole; asking keeps it. */
    public synchronized Optional<Path> script(String hash, String name) {
        if (!Sha256.isHex(hash)) {
            return Optional.empty();
        }
        Path script = folder.resolve(hash);
        try {
            if (!Files.isRegularFile(script) || Files.size(script) > MAX_SCRIPT_BYTES) {
                return Optional.empty();
            }
            if (!Sha256.hex(Files.readAllBytes(script)).equals(hash)) {
                Files.delete(script);
                return Optional.empty();
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        touch(key(hash, name));
        return Optional.of(script);
    }

    /**
     * Stores a utility that was sent.
     *
     * @throws IOException if it is not what its hash says, is too large, or cannot be written
     */
    public synchronized void storeScript(String hash, String name, byte[] content) throws IOException {
        if (content.length > MAX_SCRIPT_BYTES) {
            throw new IOException(
                    "ranking utility " + name + " has " + content.length + " bytes; the limit is " + MAX_SCRIPT_BYTES);
        }
        if (!Sha256.hex(content).equals(hash)) {
            throw new IOException("ranking utility " + name + " does not have the announced hash " + hash);
        }
        Path part = Files.createTempFile(folder, "script", ".part");
        try {
            Files.write(part, content);
            if (Files.getFileStore(part).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwx------"));
            }
            Files.move(part, folder.resolve(hash), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
        touch(key(hash, name));
        forgetIdle();
        save();
    }

    /** The rank that this utility last gave, if it is younger than {@code ttl}; asking keeps it. */
    public synchronized Optional<Fresh> fresh(String hash, String name, Duration ttl) {
        Entry entry = entries.get(key(hash, name));
        if (entry == null) {
            return Optional.empty();
        }
        touch(key(hash, name));
        if (entry.rank() == null) {
            return Optional.empty();
        }
        Duration valid = validity(entry.rank(), ttl);
        Duration age = Duration.between(Instant.ofEpochMilli(entry.rankedAtMillis()), clock.instant());
        return !age.isNegative() && age.compareTo(valid) < 0
                ? Optional.of(new Fresh(entry.rank(), valid.minus(age)))
                : Optional.empty();
    }

    /**
     * Keeps a rank. One that the same name had with another content is replaced by it.
     *
     * @throws IOException if it cannot be written; it is known until the helper ends all the same
     */
    public synchronized void put(String hash, String name, Rank rank) throws IOException {
        long now = clock.millis();
        entries.put(key(hash, name), new Entry(hash, name, rank, now, now));
        forgetIdle();
        save();
    }

    /** Removes what has been idle too long, or is too much. The helper calls it on its tick. @return how many */
    public synchronized int forgetIdle() {
        long oldest = clock.millis() - forgetAfter.toMillis();
        List<Entry> byAge = entries.values().stream()
                .sorted(Comparator.comparingLong(Entry::askedAtMillis))
                .toList();
        int tooMany = byAge.size() - maxEntries;
        int forgotten = 0;
        for (Entry entry : byAge) {
            if (forgotten < tooMany || entry.askedAtMillis() < oldest) {
                entries.remove(key(entry.hash(), entry.name()));
                forgotten++;
            }
        }
        removeUnknownFiles();
        return forgotten;
    }

    private void removeUnknownFiles() {
        List<String> hashes = entries.values().stream().map(Entry::hash).toList();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".part") || (Sha256.isHex(name) && !hashes.contains(name))) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            log("cannot tidy " + folder + ": " + e.getMessage());
        }
    }

    private void touch(String key) {
        String[] parts = key.split(" ", 2);
        long now = clock.millis();
        Entry before = entries.get(key);
        merge(key, parts, now);
        // Often enough that a restart does not take an asked utility for an idle one, and not at each question.
        if (before != null && now - before.askedAtMillis() > forgetAfter.toMillis() / 8) {
            try {
                save();
            } catch (IOException e) {
                log("cannot write " + folder.resolve(RANKS) + ": " + e.getMessage());
            }
        }
    }

    private void merge(String key, String[] parts, long now) {
        entries.merge(
                key,
                new Entry(parts[0], parts[1], null, 0, now),
                (known, fresh) -> new Entry(known.hash(), known.name(), known.rank(), known.rankedAtMillis(), now));
    }

    private void load() {
        Path file = folder.resolve(RANKS);
        try {
            if (Files.exists(file) && Files.size(file) <= MAX_RANKS_BYTES) {
                for (Entry entry : json.readValue(file.toFile(), Entry[].class)) {
                    if (entry != null && Sha256.isHex(entry.hash()) && entry.name() != null) {
                        entries.put(key(entry.hash(), entry.name()), entry);
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            entries.clear();
            log(file + " is damaged and begun anew: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private void save() throws IOException {
        Path part = Files.createTempFile(folder, "ranks", ".part");
        try {
            json.writeValue(part.toFile(), entries.values());
            Files.move(part, folder.resolve(RANKS), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static String key(String hash, String name) {
        return hash + " " + name;
    }

    private static void log(String line) {
        System.getLogger(RankCache.class.getName()).log(System.Logger.Level.WARNING, line);
    }

    /** As in the file. {@code rank} is null while none has been given; times are milliseconds since 1970. */
    record Entry(String hash, String name, Rank rank, long rankedAtMillis, long askedAtMillis) {}
}
