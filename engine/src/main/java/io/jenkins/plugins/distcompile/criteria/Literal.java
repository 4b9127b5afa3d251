package io.jenkins.plugins.distcompile.criteria;

/** The right side of a comparison. */
sealed interface Literal {

    /** @param value in the base unit of {@code dimension}; COUNT when it was written without unit */
    record Number(double value, Dimension dimension) implements Literal {}

    record Text(String value) implements Literal {}

    record Truth(boolean value) implements Literal {}
}
