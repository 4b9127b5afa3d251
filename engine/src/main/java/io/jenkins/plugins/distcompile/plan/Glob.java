package io.jenkins.plugins.distcompile.plan;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern for relative paths with {@code /}: {@code *} and {@code ?} within a name, {@code **} across folders
 * (none included, as in gitignore and bash's globstar, unlike java.nio's), {@code [a-z]} and {@code {a,b}}.
 */
final class Glob {
    private final String text;
    private final Pattern pattern;

    Glob(String text) throws PlanException {
        this.text = text;
        try {
            this.pattern = Pattern.compile(regex(text));
        } catch (PatternSyntaxException e) {
            throw new PlanException("source pattern " + text + " cannot be read: " + e.getDescription(), e);
        }
    }

    boolean matches(String path) {
        return pattern.matcher(path).matches();
    }

    /** The folder before the first name with a wildcard, to start the search in; empty = the base itself. */
    String fixedFolder() {
        int wildcard = 0;
        while (wildcard < text.length() && "*?[{".indexOf(text.charAt(wildcard)) < 0) {
            wildcard++;
        }
        int slash = text.lastIndexOf('/', wildcard == text.length() ? text.length() : wildcard);
        return slash < 0 ? "" : text.substring(0, slash + 1);
    }

    private static String regex(String glob) {
        StringBuilder regex = new StringBuilder();
        int braces = 0;
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (glob.startsWith("**/", i)) {
                regex.append("(?:[^/]+/)*");
                i += 2;
            } else if (glob.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else if (c == '[' && glob.indexOf(']', i + 2) > 0) {
                int close = glob.indexOf(']', i + 2);
                String set = glob.substring(i + 1, close)
                        .replace("\\", "\\\\")
                        .replace("[", "\\[")
                        .replace("&", "\\&");
                regex.append('[')
                        .append(set.startsWith("!") ? "^" + set.substring(1) : set)
                        .append(']');
                i = close;
            } else if (c == '{' && glob.indexOf('}', i) > 0) {
                regex.append("(?:");
                braces++;
            } else if (c == '}' && braces > 0) {
                regex.append(')');
                braces--;
            } else if (c == ',' && braces > 0) {
                regex.append('|');
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.toString();
    }
}
