package io.jenkins.plugins.distcompile.agent;

import java.io.File;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The environment of a unit: a short PATH, its own temporary folder, the task's locale; nothing of the helper's. */
final class CleanEnvironment {

    private static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    /** An empty standard input. */
    static final ProcessBuilder.Redirect NO_INPUT =
            ProcessBuilder.Redirect.from(new File(WINDOWS ? "NUL" : "/dev/null"));

    private static final Pattern LOCALE_NAME = Pattern.compile("LANG|LANGUAGE|LC_[A-Z]{1,30}");
    private static final Pattern LOCALE_VALUE = Pattern.compile("[A-Za-z0-9_.@:-]{0,100}");

    private CleanEnvironment() {}

    /**
     * @param folder the unit's folder
     * @param program what runs; helpers like {@code as} are looked up beside it first
     * @param locale locale variables of the task
     * @throws CannotRun for any other variable, or a value that is no locale
     */
    static Map<String, String> of(Path folder, Path program, Map<String, String> locale) throws CannotRun {
        Map<String, String> environment = new HashMap<>();
        for (Map.Entry<String, String> entry : locale.entrySet()) {
            if (!LOCALE_NAME.matcher(entry.getKey()).matches()
                    || !LOCALE_VALUE.matcher(entry.getValue()).matches()) {
                throw CannotRun.refused("not a locale variable: " + entry.getKey());
            }
            environment.put(entry.getKey(), entry.getValue());
        }
        environment.putAll(path(program));
        environment.put("TMPDIR", folder.toString());
        if (WINDOWS) {
            environment.put("TMP", folder.toString());
            environment.put("TEMP", folder.toString());
        }
        return environment;
    }

    /** Where a program finds its own parts: beside itself, then in the system's folders. */
    static Map<String, String> path(Path program) {
        Path beside = program.getParent();
        if (WINDOWS) {
            String root = System.getenv().getOrDefault("SystemRoot", "C:\\Windows");
            return Map.of("SystemRoot", root, "PATH", beside + ";" + root + "\\System32");
        }
        return Map.of("PATH", beside == null ? "/usr/bin:/bin" : beside + ":/usr/bin:/bin");
    }
}
