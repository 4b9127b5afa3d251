package io.jenkins.plugins.distcompile.toolchain;

import java.util.ArrayList;
import java.util.List;

/**
 * The user's own {@code -fdebug-prefix-map=OLD=NEW} options, applied as gcc applies them (gcc manual 3.10): of those
 * that fit, the last one given wins, and only one is applied.
 */
final class PrefixMaps {
    private record Rule(String from, String to) {}

    private final List<Rule> rules = new ArrayList<>();

    private PrefixMaps() {}

    static PrefixMaps of(List<String> options) {
        PrefixMaps maps = new PrefixMaps();
        for (String option : options) {
            if (option.startsWith("-fdebug-prefix-map=") || option.startsWith("-ffile-prefix-map=")) {
                String rule = option.substring(option.indexOf('=') + 1);
                int equals = rule.indexOf('=');
                if (equals >= 0) {
                    maps.rules.add(0, new Rule(rule.substring(0, equals), rule.substring(equals + 1)));
                }
            }
        }
        return maps;
    }

    String apply(String path) {
        return rules.stream()
                .filter(rule -> path.startsWith(rule.from()))
                .findFirst()
                .map(rule -> rule.to() + path.substring(rule.from().length()))
                .orElse(path);
    }
}
