package io.jenkins.plugins.distcompile.criteria;

import io.jenkins.plugins.distcompile.criteria.Fact.Type;
import io.jenkins.plugins.distcompile.criteria.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Recursive descent over {@code or := and ("||" and)*; and := not ("&&" not)*; not := "!" not | "(" or ")" |
 * comparison; comparison := fact operator literal}.
 */
final class Parser {
    private static final int MAX_DEPTH = 64;

    private final String text;
    private final List<Token> tokens;
    private final Function<String, Fact> facts;
    private int at;
    private int depth;

    private Parser(String text, Function<String, Fact> facts) throws CriteriaException {
        this.text = text;
        this.facts = facts;
        this.tokens = Lexer.tokens(text);
    }

    /** @param facts the fact of a name; null when there is none */
    static Condition parse(String text, Function<String, Fact> facts) throws CriteriaException {
        Parser parser = new Parser(text, facts);
        if (parser.peek().kind() == Kind.END) {
            return new Condition.Constant(true);
        }
        Condition condition = parser.or();
        if (parser.peek().kind() != Kind.END) {
            throw parser.error("expected && or ||", parser.peek());
        }
        return condition;
    }

    private Condition or() throws CriteriaException {
        List<Condition> parts = new ArrayList<>(List.of(and()));
        while (skip("||")) {
            parts.add(and());
        }
        return parts.size() == 1 ? parts.get(0) : new Condition.Or(List.copyOf(parts));
    }

    private Condition and() throws CriteriaException {
        List<Condition> parts = new ArrayList<>(List.of(not()));
        while (skip("&&")) {
            parts.add(not());
        }
        return parts.size() == 1 ? parts.get(0) : new Condition.And(List.copyOf(parts));
    }

    private Condition not() throws CriteriaException {
        Token first = peek();
        if (++depth > MAX_DEPTH) {
            throw error("nested deeper than " + MAX_DEPTH, first);
        }
        Condition condition;
        if (skip("!")) {
            int start = peek().start();
            Condition inner = not();
            condition = new Condition.Not(
                    inner, text.substring(start, tokens.get(at - 1).end()));
        } else if (skip("(")) {
            condition = or();
            if (!skip(")")) {
                throw error("expected )", peek());
            }
        } else {
            condition = comparison();
        }
        depth--;
        return condition;
    }

    private Condition comparison() throws CriteriaException {
        Token name = take();
        if (name.kind() != Kind.WORD) {
            throw error("expected the name of a fact", name);
        }
        if (name.text().equals("true") || name.text().equals("false")) {
            return new Condition.Constant(name.text().equals("true"));
        }
        Fact fact = facts.apply(name.text());
        if (fact == null) {
            throw error(
                    "unknown fact " + name.text() + ", did you mean " + String.join(", ", Facts.near(name.text()))
                            + "?",
                    name);
        }
        Token sign = take();
        Operator operator = sign.kind() == Kind.STRING ? null : Operator.of(sign.text());
        if (operator == null) {
            throw error("expected one of == != < <= > >= ~", sign);
        }
        Token value = take();
        Literal literal = literal(value, fact);
        check(fact, operator, literal, sign);
        return new Comparison(fact, operator, literal, text.substring(value.start(), value.end()));
    }

    private Literal literal(Token token, Fact fact) throws CriteriaException {
        if (token.kind() == Kind.NUMBER && (fact.type() == Type.NUMBER || fact.type() == Type.METADATA)) {
            return fitted(token, fact);
        }
        if (token.kind() == Kind.STRING && fact.type() != Type.NUMBER) {
            return new Literal.Text(token.text());
        }
        boolean word = token.kind() == Kind.WORD
                && (token.text().equals("true") || token.text().equals("false"));
        if (word && fact.type() == Type.METADATA) {
            return new Literal.Truth(token.text().equals("true"));
        }
        throw error(
                switch (fact.type()) {
                    case NUMBER -> "expected a number";
                    case TEXT, LIST -> "expected a text in quotes";
                    case METADATA -> "expected a number, a text in quotes, true or false";
                },
                token);
    }

    private Literal.Number fitted(Token token, Fact fact) throws CriteriaException {
        Literal.Number number = token.number();
        boolean plain = number.dimension() == Dimension.COUNT;
        if (fact.dimension() == Dimension.ANY || plain || number.dimension() == fact.dimension()) {
            return number;
        }
        String units = String.join(" ", fact.dimension().units().keySet());
        throw error(fact.name() + (units.isEmpty() ? " is a number without unit" : " is measured in " + units), token);
    }

    private void check(Fact fact, Operator operator, Literal literal, Token sign) throws CriteriaException {
        boolean number = literal instanceof Literal.Number;
        if (operator.orders() && !number) {
            throw error(operator.sign() + " orders numbers only", sign);
        }
        if (operator == Operator.CONTAINS && number) {
            throw error("~ looks into texts and lists, " + fact.name() + " is compared with a number", sign);
        }
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token take() {
        Token token = tokens.get(at);
        if (token.kind() != Kind.END) {
            at++;
        }
        return token;
    }

    private boolean skip(String sign) {
        if (peek().is(sign)) {
            at++;
            return true;
        }
        return false;
    }

    private CriteriaException error(String problem, Token token) {
        return new CriteriaException(problem, text, token.start());
    }
}
