package io.jenkins.plugins.distcompile.link;

/**
 * What a side proves in the {@link Handshake}: a {@link PoolKey}, or that it has none. TLS takes only a PoolKey, by its
 * type: a port without a key cannot be written. Without a key go links whose streams nobody else can reach: standard
 * streams of a process that we started.
 */
public sealed interface Credential permits PoolKey, Credential.Unkeyed {

    /** For streams that nobody else can reach. */
    static Credential unkeyed() {
        return Unkeyed.INSTANCE;
    }

    /** The absence of a key. */
    enum Unkeyed implements Credential {
        /** The one value. */
        INSTANCE
    }
}
