package io.jenkins.plugins.distcompile.agent.ranking;

import java.time.Duration;

/**
 * What a client wants ranked.
 *
 * @param name of the utility
 * @param hash its SHA-256 in lower-case hex; empty = the one installed under the name
 * @param ttl how old a rank may be
 */
public record RankRequest(String name, String hash, Duration ttl) {
    public RankRequest {
        if (!name.matches("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}")) {
            throw new IllegalArgumentException("a ranking utility's name has 1 to 64 letters, digits, '_', '.' or '-'");
        }
        if (!hash.isEmpty() && !Sha256.isHex(hash)) {
            throw new IllegalArgumentException("a ranking utility's hash is a SHA-256 in hex");
        }
        if (ttl.isNegative()) {
            throw new IllegalArgumentException("a rank's lifetime is not negative");
        }
    }
}
