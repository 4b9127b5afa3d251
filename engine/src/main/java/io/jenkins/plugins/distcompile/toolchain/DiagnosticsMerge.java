package io.jenkins.plugins.distcompile.toolchain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Puts what the local preprocessor said and what the agent's compiler said together, so that the user reads each
 * message once: both see a macro defined twice, and clang's both see {@code #warning}. Pure.
 */
public final class DiagnosticsMerge {
    private static final Pattern COLOUR = Pattern.compile("\\x1b\\[[0-9;]*[mK]");
    private static final Pattern MESSAGE =
            Pattern.compile("[^\\s:][^:]*:(\\d+:){0,2} (fatal error|error|warning|sorry, unimplemented): .*");
    private static final Pattern LEAD =
            Pattern.compile("(In file included from| {2,}from) .*[,:]|\\S.*: (In|At) [^:]*( ‘.*’| '.*'|level):");
    private static final Pattern COUNT = Pattern.compile("\\d+ (warning|error)s?( and \\d+ errors?)? generated\\.");

    private DiagnosticsMerge() {}

    /** A message with the lines that lead to it, its source lines and notes; {@code key} is null for other text. */
    private record Block(String key, String text) {}

    /**
     * First what the preprocessor alone said, then the agent's messages in their order. Of two equal messages the one
     * with more lines is taken: gcc shows a source line only where the source is.
     *
     * @param preprocessing of the local preprocessor
     * @param compiling of the agent's compiler, with source lines put back
     */
    public static String of(String preprocessing, String compiling) {
        if (preprocessing.isEmpty() || compiling.isEmpty()) {
            return preprocessing + compiling;
        }
        Map<String, String> before = new LinkedHashMap<>();
        List<Block> after = blocks(compiling);
        StringBuilder out = new StringBuilder(preprocessing.length() + compiling.length());
        for (Block block : blocks(preprocessing)) {
            boolean again = block.key() != null
                    && after.stream().anyMatch(b -> block.key().equals(b.key()));
            if (again) {
                before.put(block.key(), block.text());
            } else if (!counts(block)) {
                out.append(block.text());
            }
        }
        for (Block block : after) {
            String first = block.key() == null ? "" : before.getOrDefault(block.key(), "");
            out.append(first.length() > block.text().length() ? first : block.text());
        }
        return out.toString();
    }

    private static boolean counts(Block block) {
        return block.key() == null && COUNT.matcher(plain(block.text()).strip()).matches();
    }

    private static List<Block> blocks(String text) {
        List<Block> blocks = new ArrayList<>();
        StringBuilder lines = new StringBuilder();
        String key = null;
        for (String line : text.split("(?<=\n)")) {
            String plain = plain(line).stripTrailing();
            boolean message = MESSAGE.matcher(plain).matches();
            boolean lead = !message && LEAD.matcher(plain).matches();
            if ((message || lead) && key != null || COUNT.matcher(plain).matches()) {
                blocks.add(new Block(key, lines.toString()));
                lines.setLength(0);
                key = null;
            }
            key = message ? plain : key;
            lines.append(line);
        }
        blocks.add(new Block(key, lines.toString()));
        return blocks;
    }

    private static String plain(String line) {
        return COLOUR.matcher(line).replaceAll("");
    }
}
