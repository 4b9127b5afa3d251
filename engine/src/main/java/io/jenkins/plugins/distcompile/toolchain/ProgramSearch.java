package io.jenkins.plugins.distcompile.toolchain;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Looks programs up as a shell does, passing by links that lead to a launcher ({@code /usr/lib/ccache/gcc}). Stateless. */
final class ProgramSearch {
    private ProgramSearch() {}

    static Optional<Path> find(String program, Path directory, Map<String, String> environment) {
        if (program.contains("/")) {
            Path path = directory.toAbsolutePath().resolve(program).normalize();
            if (!Files.isExecutable(path)) {
                return Optional.empty();
            }
            return leadsToLauncher(path) ? onPath(CompilerName.base(program), environment) : Optional.of(path);
        }
        return onPath(program, environment);
    }

    private static Optional<Path> onPath(String name, Map<String, String> environment) {
        for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
            Path path = Path.of(folder).toAbsolutePath().resolve(name).normalize();
            if (Files.isRegularFile(path) && Files.isExecutable(path) && !leadsToLauncher(path)) {
                return Optional.of(path);
            }
        }
        return Optional.empty();
    }

    private static boolean leadsToLauncher(Path path) {
        try {
            return CompilerName.isLauncher(path.toRealPath().toString());
        } catch (IOException e) {
            return false;
        }
    }
}
