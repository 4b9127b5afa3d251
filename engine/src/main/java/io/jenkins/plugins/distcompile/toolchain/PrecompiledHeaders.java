package io.jenkins.plugins.distcompile.toolchain;

import io.jenkins.plugins.distcompile.toolchain.CompilerCall.Compile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds out whether a local compile would read a precompiled header. Preprocessing passes those by, and an object made
 * without one differs in its debug information. Looks at files' names alone: a precompiled header that the compiler
 * would refuse keeps the unit here, too.
 */
final class PrecompiledHeaders {
    private static final Pattern MARKER = Pattern.compile("# [0-9]+ \"((?:[^\"\\\\]|\\\\.)*)\"((?: [1-4])*)");
    private static final Set<String> FOLDERS = Set.of("-I", "-iquote", "-isystem", "-idirafter");

    private final Compile compile;
    private final List<String> folders = new ArrayList<>(); // as written
    private final List<String> forced = new ArrayList<>();

    private PrecompiledHeaders(Compile compile) {
        this.compile = compile;
        String source = compile.source();
        folders.add(source.substring(0, source.lastIndexOf('/') + 1));
        List<String> options = compile.preprocessing();
        for (int at = 0; at < options.size(); at++) {
            String word = options.get(at);
            OptionTable.Option option = OptionTable.standard().find(word);
            String value = option.takesNext(word)
                    ? options.get(++at)
                    : word.substring(Math.min(option.name().length(), word.length()));
            if (FOLDERS.contains(option.name())) {
                folders.add(value.endsWith("/") ? value : value + "/");
            } else if (option.name().equals("-include")) {
                forced.add(value);
            }
        }
    }

    /**
     * The precompiled header that the local compiler would try. gcc looks for {@code NAME.gch} beside each header that
     * the source includes itself, and in every folder searched before (gcc manual 3.22); clang for that and
     * {@code NAME.pch}, but for {@code -include} alone (clang manual, "Precompiled Headers").
     *
     * @param text the preprocessed text, with gcc's line markers
     */
    static Optional<Path> used(byte[] text, Compile compile) {
        PrecompiledHeaders asked = new PrecompiledHeaders(compile);
        Set<String> headers = new LinkedHashSet<>(asked.forced);
        if (compile.family() == CompilerFamily.GCC) {
            headers.addAll(direct(text));
        }
        return headers.stream()
                .flatMap(header -> asked.candidates(header).stream())
                .filter(Files::exists)
                .findFirst();
    }

    private List<Path> candidates(String header) {
        Set<String> names = new LinkedHashSet<>(List.of(header));
        for (String folder : folders) {
            String relative = header.startsWith(folder) ? header.substring(folder.length()) : header;
            if (!relative.startsWith("/")) {
                folders.forEach(other -> names.add(other + relative));
            }
        }
        List<Path> all = new ArrayList<>();
        for (String name : names) {
            try {
                all.add(compile.directory().resolve(name + ".gch"));
                if (compile.family() == CompilerFamily.CLANG) {
                    all.add(compile.directory().resolve(name + ".pch"));
                }
            } catch (InvalidPathException e) {
                continue; // no file can have that name
            }
        }
        return all;
    }

    /**
     * Headers entered from the source itself or by {@code -include}. A text has tens of thousands of markers: only those of
     * headers entered at the top are read in full.
     */
    private static Set<String> direct(byte[] text) {
        Set<String> headers = new LinkedHashSet<>();
        int depth = 0;
        int end;
        for (int at = 0; at < text.length; at = end + 1) {
            end = lineEnd(text, at);
            if (text[at] != '#' || at + 2 >= text.length || text[at + 1] != ' ' || text[at + 2] > '9') {
                continue;
            }
            int flag = firstFlag(text, at, end);
            if (flag == '1' && depth++ == 0) {
                Matcher marker = MARKER.matcher(new String(text, at, end - at, StandardCharsets.UTF_8).stripTrailing());
                if (marker.matches()) {
                    headers.add(marker.group(1).replace("\\\\", "\\").replace("\\\"", "\""));
                } else {
                    depth--;
                }
            } else if (flag == '2') {
                depth = Math.max(0, depth - 1);
            }
        }
        return headers;
    }

    /** The first of the flags behind a marker's name, which are 1 to 4 with a blank before each; 0 = none. */
    private static int firstFlag(byte[] text, int from, int end) {
        int at = end - 1;
        while (at > from && text[at] <= ' ') {
            at--;
        }
        int flag = 0;
        while (at > from && text[at] >= '1' && text[at] <= '4' && text[at - 1] == ' ') {
            flag = text[at];
            at -= 2;
        }
        return text[at] == '"' ? flag : 0;
    }

    private static int lineEnd(byte[] text, int at) {
        int end = at;
        while (end < text.length && text[end] != '\n') {
            end++;
        }
        return end;
    }
}
