package io.jenkins.plugins.distcompile.toolchain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts the content of {@code @file} words in their place (gcc manual 3.2). Bounded: 1 MiB a file, 8 levels, 100 000
 * words. As with gcc, a name that is no file stays a word.
 */
final class ResponseFiles {
    private static final long MAX_BYTES = 1 << 20;
    private static final int MAX_DEPTH = 8;
    private static final int MAX_WORDS = 100_000;

    private ResponseFiles() {}

    /** A response file that cannot be used; the message names it. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }

    static List<String> expand(List<String> words, Path directory) throws Unreadable {
        List<String> all = new ArrayList<>();
        expand(words, directory, 0, all);
        return all;
    }

    private static void expand(List<String> words, Path directory, int depth, List<String> all) throws Unreadable {
        for (String word : words) {
            Path file = word.length() > 1 && word.startsWith("@") ? directory.resolve(word.substring(1)) : null;
            if (file == null || !Files.isRegularFile(file)) {
                all.add(word);
            } else {
                expand(read(file, depth), directory, depth + 1, all);
            }
            if (all.size() > MAX_WORDS) {
                throw new Unreadable("response files hold more than " + MAX_WORDS + " words");
            }
        }
    }

    private static List<String> read(Path file, int depth) throws Unreadable {
        try {
            if (depth >= MAX_DEPTH || Files.size(file) > MAX_BYTES) {
                throw new Unreadable("response file " + file + " is too large or too deep");
            }
            return ShellWords.split(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException | IllegalArgumentException e) {
            throw new Unreadable("response file " + file + ": " + e.getMessage());
        }
    }
}
