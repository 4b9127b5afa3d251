package io.jenkins.plugins.distcompile.criteria;

import java.util.function.Function;

/**
 * One name of the criteria language.
 *
 * @param name dotted name as it is written
 * @param type what it can be compared with
 * @param dimension what its number measures; COUNT for texts
 * @param description one line for people
 * @param extractor takes it from a profile; never returns null
 */
record Fact(String name, Type type, Dimension dimension, String description, Function<AgentProfile, Value> extractor) {

    enum Type {
        NUMBER,
        TEXT,
        LIST,
        /** A text that is read as a number where it is compared with one. */
        METADATA
    }

    /** Type and base unit for the table in docs/criteria.md. */
    String shownType() {
        String base = dimension.units().keySet().stream().findFirst().orElse("");
        return switch (type) {
            case NUMBER -> dimension == Dimension.SHARE ? "number, 0 … 1 or %" : ("number " + base).strip();
            case TEXT -> "text";
            case LIST -> "list of texts";
            case METADATA -> "text or number";
        };
    }
}
