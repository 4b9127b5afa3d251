package io.jenkins.plugins.distcompile.toolchain;

import io.jenkins.plugins.distcompile.toolchain.CompilerCall.Compile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Spares the preprocessor where it has nothing to do: of a source without any directive gcc's {@code -fdirectives-only}
 * writes a prologue, which depends on compiler and options alone, and then the source as it is. The prologue is learnt
 * from a real run, and only if that run's text was of just this form; its comments need not travel each time. Sources with a {@code #}, or with a spelling of
 * it, are never looked at. One object a build; any thread.
 */
public final class Prologues {
    /** Options in one build are few; a build in which each unit has its own learns nothing worth keeping. */
    private static final int MOST = 1_000;

    private final Map<Key, byte[]> known = new ConcurrentHashMap<>();

    private record Key(String program, Language language, String directory, List<String> preprocessing) {
        static Key of(Compile compile) {
            return new Key(
                    compile.program(), compile.language(), compile.directory().toString(), compile.preprocessing());
        }

        /** What the record would compute by method handles, which the quick compiler C1 does not see through. */
        @Override
        public int hashCode() {
            return 31 * (31 * program.hashCode() + directory.hashCode()) + preprocessing.hashCode();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && language == key.language
                    && program.equals(key.program)
                    && directory.equals(key.directory)
                    && preprocessing.equals(key.preprocessing);
        }
    }

    /**
     * The source of a unit for which the preprocessor has nothing to do, so that others need not do it either; null = it has,
     * or the source cannot be read.
     */
    public static byte[] plainSource(Compile compile) {
        try {
            byte[] source = mayApply(compile) ? Files.readAllBytes(compile.sourcePath()) : null;
            return source != null && hasNoDirective(compile, source) ? source : null;
        } catch (IOException e) {
            return null; // whoever prepares the unit says what is wrong with its source
        }
    }

    /** The text of this source, if the preprocessor would change nothing and its prologue is known. */
    Optional<byte[]> text(Compile compile, byte[] source) {
        byte[] prologue = hasNoDirective(compile, source) ? known.get(Key.of(compile)) : null;
        if (prologue == null) {
            return Optional.empty();
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream(source.length + prologue.length + 256);
        text.writeBytes(marker(0, compile));
        text.writeBytes(prologue);
        text.writeBytes(marker(1, compile));
        text.writeBytes(source);
        return Optional.of(text.toByteArray());
    }

    /** Learns from a text that the preprocessor made of this source. */
    void learn(Compile compile, byte[] source, byte[] text) {
        byte[] first = marker(0, compile);
        byte[] last = marker(1, compile);
        int end = text.length - source.length - last.length;
        if (known.size() < MOST
                && hasNoDirective(compile, source)
                && end >= first.length
                && startsAt(text, 0, first)
                && startsAt(text, end, last)
                && startsAt(text, end + last.length, source)
                && TextScanner.indexOf(text, name(compile), first.length)
                        == end + last.length - name(compile).length - 1) {
            byte[] prologue = Arrays.copyOfRange(text, first.length, end);
            known.put(Key.of(compile), HeaderComments.leftOut(prologue));
        }
    }

    /** Whether this can be such a unit; a dependency file is written by the preprocessor alone. */
    static boolean mayApply(Compile compile) {
        boolean cFamily = compile.language() != Language.ASSEMBLER && compile.language() != Language.ASSEMBLER_WITH_CPP;
        return cFamily
                && compile.family() == CompilerFamily.GCC
                && compile.dependencies() == null
                && isPlain(compile.source());
    }

    /** Whether a line marker names it as it is. */
    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < ' ' || c >= 127 || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    /** Digraph and trigraph of the sign count too; a line that goes on in the next one could hide either. */
    private static boolean hasNoDirective(Compile compile, byte[] source) {
        if (!mayApply(compile) || source.length == 0 || source[source.length - 1] != '\n') {
            return false;
        }
        byte before = '\n';
        for (byte c : source) {
            boolean pair = before == '%' && c == ':' || before == '?' && c == '?' || before == '\\' && c <= ' ';
            if (pair || c == '#' || c == '\r' || c == 0) {
                return false;
            }
            before = c;
        }
        return true;
    }

    private static byte[] name(Compile compile) {
        return ('"' + compile.source() + '"').getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] marker(int line, Compile compile) {
        return ("# " + line + " \"" + compile.source() + "\"\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean startsAt(byte[] text, int at, byte[] part) {
        return Arrays.equals(text, at, Math.min(text.length, at + part.length), part, 0, part.length);
    }
}
