package io.jenkins.plugins.distcompile.criteria;

/** The comparisons of the criteria language. */
enum Operator {
    EQUAL("=="),
    NOT_EQUAL("!="),
    LESS("<"),
    AT_MOST("<="),
    MORE(">"),
    AT_LEAST(">="),
    CONTAINS("~");

    private final String sign;

    Operator(String sign) {
        this.sign = sign;
    }

    String sign() {
        return sign;
    }

    /** The operator of that spelling; null when there is none. */
    static Operator of(String spelling) {
        if (spelling.equals("contains")) {
            return CONTAINS;
        }
        for (Operator operator : values()) {
            if (operator.sign.equals(spelling)) {
                return operator;
            }
        }
        return null;
    }

    boolean orders() {
        return this == LESS || this == AT_MOST || this == MORE || this == AT_LEAST;
    }

    boolean holds(double left, double right) {
        return switch (this) {
            case EQUAL -> left == right;
            case NOT_EQUAL -> left != right;
            case LESS -> left < right;
            case AT_MOST -> left <= right;
            case MORE -> left > right;
            case AT_LEAST -> left >= right;
            case CONTAINS -> throw new IllegalStateException("the parser lets no number be searched");
        };
    }
}
