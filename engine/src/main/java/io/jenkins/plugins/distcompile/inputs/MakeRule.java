package io.jenkins.plugins.distcompile.inputs;

import io.jenkins.plugins.distcompile.toolchain.DependencyFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A dependency file as gcc writes it, made from the list that an agent's gcc wrote: lines are broken by the length of
 * names, which are others there. Immutable and pure.
 *
 * @param kind {@code -MD} or {@code -MMD}
 * @param target as it is to stand in the rule
 * @param phony whether each header gets a rule without prerequisites ({@code -MP})
 */
public record MakeRule(String kind, String target, boolean phony) {
    private static final int WIDTH = 72;

    /** What these options ask for; null = something else. */
    public static MakeRule of(DependencyFile wanted) {
        String kind = null;
        String target = null;
        boolean phony = false;
        List<String> options = wanted.options();
        for (int at = 0; at < options.size(); at++) {
            switch (options.get(at)) {
                case "-MD", "-MMD" -> kind = options.get(at);
                case "-MP" -> phony = true;
                case "-MT", "-MQ" -> {
                    boolean last = ++at == options.size();
                    if (last || target != null || !options.get(at).chars().allMatch(MakeRule::isPlain)) {
                        return null;
                    }
                    target = options.get(at);
                }
                default -> {
                    return null;
                }
            }
        }
        return kind == null || target == null ? null : new MakeRule(kind, target, phony);
    }

    /** Such characters stand for themselves, quoted or not. */
    private static boolean isPlain(int c) {
        return c > ' ' && c < 127 && c != '$' && c != '#' && c != '\\' && c != '%' && c != ':';
    }

    /** @param listed a rule by gcc, with any target */
    public byte[] from(byte[] listed) throws IOException {
        List<String> names = names(new String(listed, StandardCharsets.ISO_8859_1));
        StringBuilder rule = new StringBuilder(listed.length + target.length())
                .append(target)
                .append(':');
        int column = target.length() + 1;
        for (String name : names) {
            if (column + name.length() > WIDTH) {
                rule.append(" \\\n");
                column = 0;
            }
            rule.append(' ').append(name);
            column += 1 + name.length();
        }
        rule.append('\n');
        if (phony) {
            names.stream().skip(1).forEach(name -> rule.append(name).append(":\n"));
        }
        return rule.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The prerequisites, as quoted for make. */
    private static List<String> names(String rule) throws IOException {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        int at = rule.indexOf(':') + 1;
        if (at == 0) {
            throw new IOException("no list of what was read");
        }
        for (; at < rule.length(); at++) {
            char c = rule.charAt(at);
            boolean lineBreak = c == '\\' && rule.startsWith("\n", at + 1);
            if (c == '\\' && !lineBreak && at + 1 < rule.length()) {
                name.append(c).append(rule.charAt(++at));
            } else if (c == ' ' || c == '\n' || lineBreak) {
                if (name.length() > 0) {
                    names.add(name.toString());
                    name.setLength(0);
                }
                at += lineBreak ? 1 : 0;
                if (c == '\n') {
                    break;
                }
            } else {
                name.append(c);
            }
        }
        return names;
    }
}
