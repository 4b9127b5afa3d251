package io.jenkins.plugins.distcompile.toolchain;

/** The two families whose command lines are understood. They share most options, but not how a text is made. */
public enum CompilerFamily {
    /** gcc and g++. */
    GCC,
    /** clang and clang++, Apple's included. */
    CLANG;

    /** The family behind a {@link io.jenkins.plugins.distcompile.criteria.CompilerFacts#kind() kind}. */
    public static CompilerFamily ofKind(String kind) {
        return kind.startsWith("clang") ? CLANG : GCC;
    }
}
