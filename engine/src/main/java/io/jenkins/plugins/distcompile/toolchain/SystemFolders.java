package io.jenkins.plugins.distcompile.toolchain;

import io.jenkins.plugins.distcompile.toolchain.CompilerCall.Compile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where gcc itself looks for headers, and which header it includes by itself: what it says when it preprocesses nothing
 * (gcc manual 3.16, {@code -v}). Immutable.
 *
 * @param folders that exist, absolute, in the order of search
 * @param preincluded the header's name; empty = none
 */
public record SystemFolders(List<String> folders, String preincluded) {
    private static final String QUOTED = "#include \"...\" search starts here:";
    private static final String ANGLED = "#include <...> search starts here:";
    private static final String END = "End of search list.";
    private static final Pattern ENTERED = Pattern.compile("(?m)^# \\d+ \"([^\"]*)\" 1\\b.*$");

    /** Variables that add folders (gcc manual 3.21). */
    private static final List<String> VARIABLES =
            List.of("CPATH", "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH", "OBJC_INCLUDE_PATH");

    public SystemFolders {
        folders = List.copyOf(folders);
    }

    /** Asks the compiler, with the options of the compile step alone. @throws IOException if that is not to be had */
    public static SystemFolders ask(Compile compile, Map<String, String> environment) throws IOException {
        for (String variable : VARIABLES) {
            if (!environment.getOrDefault(variable, "").isEmpty()) {
                throw new IOException(variable + " is set");
            }
        }
        String program = compile.program().indexOf('/') < 0
                ? compile.program()
                : compile.directory().resolve(compile.program()).toString();
        List<String> argv = new ArrayList<>(List.of(program));
        argv.addAll(compile.options());
        argv.addAll(List.of("-E", "-v", "-x", compile.language().option(), "/dev/null"));
        return parse(ToolOutput.of(argv, environment));
    }

    static SystemFolders parse(String said) throws IOException {
        int quoted = said.indexOf(QUOTED);
        int angled = said.indexOf(ANGLED, Math.max(0, quoted));
        int end = said.indexOf(END, Math.max(0, angled));
        if (quoted < 0
                || angled < 0
                || end < 0
                || !said.substring(quoted + QUOTED.length(), angled).isBlank()) {
            throw new IOException("the compiler does not say where it looks for headers");
        }
        List<String> folders = new ArrayList<>();
        for (String line : said.substring(angled + ANGLED.length(), end).split("\n")) {
            if (!line.isBlank()) {
                folders.add(line.substring(1));
            }
        }
        return new SystemFolders(folders, preincluded(said, folders));
    }

    private static String preincluded(String said, List<String> folders) throws IOException {
        Matcher entered = ENTERED.matcher(said);
        String name = "";
        while (entered.find()) {
            String path = entered.group(1);
            String folder = folders.stream()
                    .filter(each -> path.startsWith(each + "/"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("the compiler includes " + path + " by itself"));
            if (!name.isEmpty()) {
                throw new IOException("the compiler includes more than one header by itself");
            }
            name = path.substring(folder.length() + 1);
        }
        return name;
    }
}
