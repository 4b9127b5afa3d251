package io.jenkins.plugins.distcompile.agent;

import io.jenkins.plugins.distcompile.criteria.CompilerFacts;
import io.jenkins.plugins.distcompile.toolchain.CompilerIdentity.Identified;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The allowed compilers with their identities. Probed at the start, and again when a driver's size or time changes: a
 * unit never runs with another compiler than the one whose digest was bid. Thread-safe; all methods may block.
 */
final class CompilerShelf {

    private static final int MAX_ATTEMPTS = 5;

    private final List<Path> allowed;
    private final Identity identity;
    private final Consumer<String> log;
    private final Map<Path, Known> known = new LinkedHashMap<>();

    /** Identifies a compiler: runs it and reads its files. */
    interface Identity {
        Identified probe(Path compiler) throws IOException;
    }

    private record Stamp(long size, FileTime modified) {
        static Optional<Stamp> of(Path file) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return Optional.of(new Stamp(attributes.size(), attributes.lastModifiedTime()));
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }

    /** {@code identified} is null for a program that could not be identified as a compiler in so many attempts. */
    private record Known(Stamp stamp, Identified identified, int attempts) {
        /** A program that is just being replaced may fail once (ETXTBSY). */
        boolean isFinal() {
            return identified != null || attempts >= MAX_ATTEMPTS;
        }
    }

    CompilerShelf(List<Path> allowed, Identity identity, Consumer<String> log) {
        this.allowed = List.copyOf(allowed);
        this.identity = identity;
        this.log = log;
    }

    /** Looks at every compiler's file, identifies those that are new or changed, and returns what is there now. */
    synchronized List<CompilerFacts> refresh() {
        List<CompilerFacts> facts = new ArrayList<>();
        for (Path compiler : allowed) {
            look(compiler).ifPresent(found -> facts.addAll(found.offers()));
        }
        return List.copyOf(facts);
    }

    /**
     * The driver with this digest.
     *
     * @throws CannotRun {@code AGENT_FAULT} when it has gone or changed since it was bid, {@code REFUSED} when no
     *     allowed compiler ever had it
     */
    synchronized Path byDigest(String digest) throws CannotRun {
        for (Map.Entry<Path, Known> entry : known.entrySet()) {
            Identified identified = entry.getValue().identified();
            if (identified != null && offers(identified, digest)) {
                Path compiler = entry.getKey();
                boolean same = look(compiler).map(now -> offers(now, digest)).orElse(false);
                if (!same) {
                    throw CannotRun.fault("compiler " + compiler + " is missing or has changed since it was bid", null);
                }
                return identified.path();
            }
        }
        throw CannotRun.refused("no compiler with digest " + digest.substring(0, Math.min(12, digest.length()))
                + " is allowed here: start the helper with --allow PATH");
    }

    private static boolean offers(Identified compiler, String digest) {
        return compiler.offers().stream().anyMatch(facts -> facts.digest().equals(digest));
    }

    private Optional<Identified> look(Path compiler) {
        Optional<Stamp> stamp = Stamp.of(compiler);
        if (stamp.isEmpty()) {
            if (known.remove(compiler) != null) {
                log.accept("compiler " + compiler + " is missing");
            }
            return Optional.empty();
        }
        Known before = known.get(compiler);
        boolean same = before != null && before.stamp().equals(stamp.get());
        if (!same || !before.isFinal()) {
            int attempts = same ? before.attempts() + 1 : 1;
            known.put(compiler, new Known(stamp.get(), identify(compiler), attempts));
        }
        return Optional.ofNullable(known.get(compiler).identified());
    }

    private Identified identify(Path compiler) {
        try {
            return identity.probe(compiler);
        } catch (IOException e) {
            log.accept("compiler " + compiler + " cannot be identified and is not used: " + e.getMessage());
            return null;
        }
    }
}
