package io.jenkins.plugins.distcompile.criteria;

/**
 * A piece of criteria.
 *
 * @param text the sign or word itself; the content of a string, quotes removed
 * @param start index of its first character in the criteria
 * @param end index behind its last character
 * @param number value and dimension of a NUMBER; null otherwise
 */
record Token(Kind kind, String text, int start, int end, Literal.Number number) {
    enum Kind {
        WORD,
        NUMBER,
        STRING,
        SIGN,
        END
    }

    boolean is(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }

    /** How an error message calls it. */
    String shown() {
        return kind == Kind.END ? "the end" : "'" + text + "'";
    }
}
