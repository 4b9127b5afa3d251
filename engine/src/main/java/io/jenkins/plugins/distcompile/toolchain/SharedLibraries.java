package io.jenkins.plugins.distcompile.toolchain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shared libraries that make up clang: its driver is a small program, and {@code libclang-cpp} with
 * {@code libLLVM} write the objects. The C and C++ run-time libraries do not shape objects and are left out, or two
 * machines with one compiler and different systems would not agree. Stateless.
 */
final class SharedLibraries {
    /** What glibc's loader prints when it is asked to list instead of to run (ld.so(8), LD_TRACE_LOADED_OBJECTS). */
    private static final Pattern LOADED = Pattern.compile("^\\s*(lib(?:clang|LLVM|LTO|Polly)\\S*) => (/\\S+) \\(0x.*$");

    private SharedLibraries() {}

    /**
     * In the order of loading. Empty for a driver that is linked statically, and where the loader is not glibc's (musl,
     * macOS): there the driver's own content and its version have to do.
     *
     * @throws IOException when the driver cannot be started
     */
    static List<Path> ofCompiler(Path driver, Map<String, String> environment) throws IOException {
        Map<String, String> asking = new HashMap<>(environment);
        asking.put("LD_TRACE_LOADED_OBJECTS", "1");
        String listed = ToolOutput.of(List.of(driver.toString(), "--version"), asking);
        List<Path> libraries = new ArrayList<>();
        for (String line : listed.split("\n")) {
            Matcher loaded = LOADED.matcher(line);
            if (loaded.matches()) {
                libraries.add(Path.of(loaded.group(2)));
            }
        }
        return libraries;
    }
}
