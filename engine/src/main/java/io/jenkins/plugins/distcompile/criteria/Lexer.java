package io.jenkins.plugins.distcompile.criteria;

import io.jenkins.plugins.distcompile.criteria.Token.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Cuts criteria into tokens; linear in their length. */
final class Lexer {
    private static final List<String> SIGNS = List.of("==", "!=", "<=", ">=", "&&", "||", "<", ">", "!", "~", "(", ")");

    private final String text;
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    /** All tokens, the last of kind END. */
    static List<Token> tokens(String text) throws CriteriaException {
        Lexer lexer = new Lexer(text);
        List<Token> tokens = new ArrayList<>();
        do {
            tokens.add(lexer.next());
        } while (tokens.get(tokens.size() - 1).kind() != Kind.END);
        return tokens;
    }

    private Token next() throws CriteriaException {
        skipBlanks();
        if (at == text.length()) {
            return new Token(Kind.END, "", at, at, null);
        }
        char c = text.charAt(at);
        if (c == '\'' || c == '"') {
            return string(c);
        }
        if (isDigit(c) || (c == '-' && at + 1 < text.length() && isDigit(text.charAt(at + 1)))) {
            return number();
        }
        if (isWordStart(c)) {
            int start = at;
            advanceWhileWord();
            return new Token(Kind.WORD, text.substring(start, at), start, at, null);
        }
        for (String sign : SIGNS) {
            if (text.startsWith(sign, at)) {
                at += sign.length();
                return new Token(Kind.SIGN, sign, at - sign.length(), at, null);
            }
        }
        throw new CriteriaException(
                c == '=' ? "one '=' means nothing here, write '=='" : "unexpected character '" + c + "'", text, at);
    }

    private Token string(char quote) throws CriteriaException {
        int start = at;
        int close = text.indexOf(quote, start + 1);
        if (close < 0) {
            throw new CriteriaException("the closing " + quote + " is missing for the text", text, start);
        }
        at = close + 1;
        return new Token(Kind.STRING, text.substring(start + 1, close), start, at, null);
    }

    private Token number() throws CriteriaException {
        int start = at++;
        while (at < text.length() && (isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        double value;
        try {
            value = Double.parseDouble(text.substring(start, at));
        } catch (NumberFormatException e) {
            throw new CriteriaException("'" + text.substring(start, at) + "' is no number", text, start);
        }
        int end = at;
        skipBlanks();
        int unitStart = at;
        while (at < text.length() && isUnitCharacter(text.charAt(at))) {
            at++;
        }
        String unit = text.substring(unitStart, at);
        Dimension dimension = Dimension.ofUnit(unit);
        if (dimension == null) {
            if (unitStart == end && !unit.isEmpty()) {
                throw new CriteriaException("unknown unit '" + unit + "' (" + knownUnits() + ")", text, unitStart);
            }
            at = end;
            return new Token(
                    Kind.NUMBER, text.substring(start, end), start, end, new Literal.Number(value, Dimension.COUNT));
        }
        double inBase = value * dimension.units().get(unit);
        return new Token(Kind.NUMBER, text.substring(start, at), start, at, new Literal.Number(inBase, dimension));
    }

    private static String knownUnits() {
        return Arrays.stream(Dimension.values())
                .flatMap(d -> d.units().keySet().stream())
                .collect(Collectors.joining(" "));
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private void advanceWhileWord() {
        while (at < text.length()
                && (isWordStart(text.charAt(at)) || isDigit(text.charAt(at)) || ".-".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWordStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isUnitCharacter(char c) {
        return isWordStart(c) || c == '%' || c == '/';
    }
}
