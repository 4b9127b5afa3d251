package io.jenkins.plugins.distcompile.toolchain;

import java.io.ByteArrayOutputStream;

/**
 * Leaves the comments out of a text of directives, as a system header of macros is one: nine tenths of what gcc includes
 * before each source. Lines keep their numbers. Pure.
 */
final class HeaderComments {
    private HeaderComments() {}

    /**
     * The text without comments that have their lines to themselves; the text itself if it holds anything but these, empty lines
     * and directives on one line each, for then more than this would have to be understood.
     */
    static byte[] leftOut(byte[] text) {
        ByteArrayOutputStream left = new ByteArrayOutputStream(text.length);
        int at = 0;
        while (at < text.length) {
            int end = startsAt(text, at, '/', '*') ? endOfComment(text, at, left) : endOfDirective(text, at, left);
            if (end < 0) {
                return text;
            }
            left.write('\n');
            at = end + 1;
        }
        return left.toByteArray();
    }

    /** Writes the comment's line breaks but the last. @return where that is; -1 = something follows the comment */
    private static int endOfComment(byte[] text, int from, ByteArrayOutputStream left) {
        int at = from + 2;
        while (!startsAt(text, at, '*', '/')) {
            if (at >= text.length) {
                return -1;
            }
            if (text[at] == '\n') {
                left.write('\n');
            }
            at++;
        }
        at += 2;
        return at < text.length && text[at] == '\n' ? at : -1;
    }

    /** Writes the line without its break. @return where that is; -1 = no directive, or one that may go on or hold a comment */
    private static int endOfDirective(byte[] text, int from, ByteArrayOutputStream left) {
        int at = from;
        while (at < text.length && text[at] != '\n') {
            if (text[from] != '#'
                    || text[at] == '\\'
                    || text[at] == '\r'
                    || text[at] == '/' && mayComment(text, at)
                    || startsAt(text, at, '?', '?')) {
                return -1;
            }
            at++;
        }
        left.write(text, from, at - from);
        return at < text.length ? at : -1;
    }

    private static boolean mayComment(byte[] text, int slash) {
        return startsAt(text, slash, '/', '*') || startsAt(text, slash, '/', '/');
    }

    private static boolean startsAt(byte[] text, int at, char first, char second) {
        return at + 1 < text.length && text[at] == first && text[at + 1] == second;
    }
}
