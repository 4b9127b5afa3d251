package io.jenkins.plugins.distcompile.criteria;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * One fact against one literal.
 *
 * @param literalText the literal as it was written, for reasons
 */
record Comparison(Fact fact, Operator operator, Literal literal, String literalText) implements Condition {
    private static final int SHOWN_CHARACTERS = 80;

    @Override
    public Outcome check(AgentProfile profile) {
        Value value = fact.extractor().apply(profile);
        if (value instanceof Value.Number number && literal instanceof Literal.Number wanted) {
            return outcome(operator.holds(number.value(), wanted.value()), show(number.value()));
        }
        if (value instanceof Value.Text text) {
            return literal instanceof Literal.Number wanted
                    ? checkMetadataNumber(text.value(), wanted)
                    : outcome(holds(text.value(), wantedText()), printable(text.value()));
        }
        if (value instanceof Value.Texts texts) {
            return outcome(holdsForList(texts.values()), printable(String.join(" ", texts.values())));
        }
        return new Outcome(Truth.UNKNOWN, fact.name() + " unknown, wanted " + operator.sign() + " " + literalText);
    }

    private Outcome checkMetadataNumber(String text, Literal.Number wanted) {
        OptionalDouble number = wanted.dimension().read(text);
        return number.isPresent()
                ? outcome(operator.holds(number.getAsDouble(), wanted.value()), printable(text))
                : new Outcome(
                        Truth.UNKNOWN,
                        fact.name() + " '" + printable(text) + "' is no such number, wanted " + operator.sign() + " "
                                + literalText);
    }

    private String wantedText() {
        if (literal instanceof Literal.Truth truth) {
            return Boolean.toString(truth.value());
        }
        return ((Literal.Text) literal).value();
    }

    private boolean holdsForList(List<String> values) {
        boolean any = values.stream()
                .anyMatch(v -> holds(v, operator == Operator.NOT_EQUAL ? Operator.EQUAL : operator, wantedText()));
        return (operator == Operator.NOT_EQUAL) != any;
    }

    private boolean holds(String value, String wanted) {
        return holds(value, operator, wanted);
    }

    private static boolean holds(String value, Operator operator, String wanted) {
        return switch (operator) {
            case EQUAL -> value.equals(wanted);
            case NOT_EQUAL -> !value.equals(wanted);
            case CONTAINS -> value.toLowerCase(Locale.ROOT).contains(wanted.toLowerCase(Locale.ROOT));
            case LESS, AT_MOST, MORE, AT_LEAST -> throw new IllegalStateException("the parser lets no text be ordered");
        };
    }

    private Outcome outcome(boolean holds, String shown) {
        return holds
                ? Outcome.HOLDS
                : new Outcome(
                        Truth.FALSE, fact.name() + " " + shown + ", wanted " + operator.sign() + " " + literalText);
    }

    private String show(double value) {
        return Double.isInfinite(value) ? "endless" : fact.dimension().show(value);
    }

    /** Profiles come from the other side of a link: what goes to a log is one short line. */
    private static String printable(String text) {
        String cut = text.length() > SHOWN_CHARACTERS ? text.substring(0, SHOWN_CHARACTERS) + "…" : text;
        return cut.replaceAll("\\p{Cntrl}", "?");
    }
}
