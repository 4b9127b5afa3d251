package io.jenkins.plugins.distcompile.toolchain;

import io.jenkins.plugins.distcompile.toolchain.OptionTable.Argument;
import io.jenkins.plugins.distcompile.toolchain.OptionTable.Option;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The helper's check of what it is asked to pass to a compiler: only options that neither load nor run anything and
 * neither read nor write other files. Pure; called before every remote compile, and by the client's parser.
 */
public final class RemoteOptions {
    private static final int MAX_OPTIONS = 4096;
    private static final int MAX_LENGTH = 65_536;

    private static final Pattern PLAIN_VALUE = Pattern.compile("[A-Za-z0-9_.:+,=*()~%-]*");
    private static final Pattern ASSEMBLER = Pattern.compile(
            "-Wa((,--noexecstack|,--execstack|,--fatal-warnings|,-W"
                    + "|,--no-warn|,--warn|,--64|,--32|,--x32|,-mbig-obj|,-mrelax-relocations=(yes|no)|,--no-pad-sections"
                    + "|,--(no)?compress-debug-sections|,--compress-debug-sections=[a-z-]+|,-mbranches-within-32B-boundaries)+)");

    private RemoteOptions() {}

    /** Why these options are not taken, one line; empty when all are safe. */
    public static Optional<String> check(List<String> options) {
        return check(options, false);
    }

    /** The same for a unit that is preprocessed here, with options for that; where paths lead is not looked at. */
    public static Optional<String> checkMirrored(List<String> options) {
        return check(options, true);
    }

    private static Optional<String> check(List<String> options, boolean mirrored) {
        if (options.size() > MAX_OPTIONS) {
            return Optional.of("more than " + MAX_OPTIONS + " options");
        }
        for (int at = 0; at < options.size(); at++) {
            String word = options.get(at);
            if (!word.startsWith("-") || word.length() > MAX_LENGTH || word.indexOf('\0') >= 0) {
                return Optional.of("not an option: " + shown(word));
            }
            Option option = OptionTable.standard().find(word);
            if (mirrored && SearchOptions.takes(option)) {
                at += option.takesNext(word) ? 1 : 0;
                if (at == options.size()) {
                    return Optional.of(shown(word) + " lacks its argument");
                }
                continue;
            }
            if (!option.role().sent()) {
                String reason = option.reason().isEmpty() ? "not an option of the compile step" : option.reason();
                return Optional.of(shown(word) + ": " + reason);
            }
            boolean separate = option.argument() == Argument.SEPARATE;
            if (separate && at + 1 == options.size()) {
                return Optional.of(shown(word) + " lacks its argument");
            }
            String value =
                    separate ? options.get(++at) : word.substring(option.name().length());
            if (!isSafe(option, word, value)) {
                return Optional.of(shown(word) + ": this value is not taken by agents");
            }
        }
        return Optional.empty();
    }

    private static boolean isSafe(Option option, String word, String value) {
        if (option.name().endsWith("-prefix-map=")) {
            return true; // text for debug information, never opened
        }
        if (option.name().equals("-Wa,")) {
            return ASSEMBLER.matcher(word).matches();
        }
        if (option.name().startsWith("-finstrument-functions-exclude-")) {
            return true; // names to compare with
        }
        return PLAIN_VALUE.matcher(value).matches();
    }

    private static String shown(String word) {
        return word.length() > 80 ? word.substring(0, 80) + "…" : word;
    }
}
