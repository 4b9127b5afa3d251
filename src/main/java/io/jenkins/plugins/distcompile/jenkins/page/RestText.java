package io.jenkins.plugins.distcompile.jenkins.page;

import java.util.regex.Pattern;

/** Foreign texts for REST answers: no terminal codes, nothing that XML 1.0 cannot hold. */
final class RestText {
    private static final Pattern TERMINAL_CODES = Pattern.compile("\u001b\\[[0-9;:]*[A-Za-z]");

    private RestText() {}

    /** Null stays null. */
    static String of(String text) {
        if (text == null) {
            return null;
        }
        StringBuilder plain = new StringBuilder(text.length());
        TERMINAL_CODES.matcher(text).replaceAll("").codePoints().forEach(c -> {
            boolean fits =
                    c >= 0x20 && c <= 0xd7ff || c == '\n' || c == '\t' || c >= 0xe000 && c <= 0xfffd || c > 0xffff;
            plain.appendCodePoint(fits ? c : ' ');
        });
        return plain.toString();
    }
}
