package io.jenkins.plugins.distcompile.link;

import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.util.Locale;
import java.util.Set;

/**
 * Leaves a client of all groups for the key exchange but X25519. The JDK computes a share of a second kind in vain for each
 * handshake otherwise, for P-256 half a millisecond under the quick compiler C1. What is not offered cannot be agreed upon: a
 * peer without X25519 refuses, and is to be asked again without this. Stateless.
 */
final class OneKeyShare implements AlgorithmConstraints {
    static final OneKeyShare X25519 = new OneKeyShare();

    private OneKeyShare() {}

    @Override
    public boolean permits(Set<CryptoPrimitive> primitives, String algorithm, AlgorithmParameters parameters) {
        if (!primitives.contains(CryptoPrimitive.KEY_AGREEMENT)) {
            return true;
        }
        String name = algorithm.toLowerCase(Locale.ROOT);
        return !name.startsWith("secp") && !name.startsWith("ffdhe") && !name.equals("x448");
    }

    @Override
    public boolean permits(Set<CryptoPrimitive> primitives, Key key) {
        return true;
    }

    @Override
    public boolean permits(Set<CryptoPrimitive> primitives, String algorithm, Key key, AlgorithmParameters parameters) {
        return permits(primitives, algorithm, parameters);
    }
}
