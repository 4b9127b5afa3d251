package io.jenkins.plugins.distcompile.farm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Some C units with a compilation database, and the objects that the local compiler makes of them. Their compiler is
 * gcc behind a script that takes its time when it compiles, so that a fault can be timed while it does; the script
 * stands in a folder of its own, and so in another one for each helper that is to fail differently.
 */
final class Project {
    private static final String SCRIPT =
            """
            #!/bin/sh
            here=$(dirname "$0")
            case " $* " in
            *" -E "* | *" --version "* | *" -dump"* | *" -print"* | *" -v "*) ;;
            *)
              [ ! -e "$here/crash" ] || kill -SEGV $$
              [ ! -e "$here/hang" ] || exec sleep 1000
              [ ! -e "$here/stop" ] || kill -STOP $$
              while [ -e "$here/loop" ]; do :; done
              [ ! -e "$here/starve" ] || for i in $(seq 80); do sleep 0.1; seq 20000 >/dev/null; done
              while [ -e "$here/hold" ]; do sleep 0.1; done
              [ ! -e "$here/slow" ] || sleep "$(cat "$here/slow")" ;;
            esac
            exec /usr/bin/gcc "$@"
            """;

    private final Path folder;
    private final List<String> names = new ArrayList<>();

    private Project(Path folder) {
        this.folder = folder;
    }

    /** A compiler folder; {@code slow} seconds are spent in every compile. */
    static Path compiler(Path folder, String slow) throws IOException {
        Files.createDirectories(folder);
        Path gcc = folder.resolve("gcc");
        Files.writeString(gcc, SCRIPT);
        Files.setPosixFilePermissions(gcc, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(folder.resolve("slow"), slow);
        return gcc;
    }

    static Project create(Path folder, Path compiler, int units) throws Exception {
        Project project = new Project(folder);
        Files.createDirectories(folder.resolve("obj"));
        Files.writeString(folder.resolve("shared.h"), "#define TWICE(x) ((x) + (x))\nint shared(int value);\n");
        List<Map<String, Object>> commands = new ArrayList<>();
        for (int i = 0; i < units; i++) {
            String name = String.format("unit%02d", i);
            project.names.add(name);
            Files.writeString(
                    folder.resolve(name + ".c"),
                    "#include <stdio.h>\n#include \"shared.h\"\nint f%d(int a) {\n  printf(\"%%d\\n\", a);\n"
                                    .formatted(i)
                            + "  return TWICE(a) + shared(%d);\n}\n".formatted(i));
            commands.add(Map.of(
                    "directory", folder.toString(),
                    "file", name + ".c",
                    "arguments",
                            List.of(
                                    compiler.toString(),
                                    "-O2",
                                    "-g",
                                    "-Wall",
                                    "-c",
                                    name + ".c",
                                    "-o",
                                    "obj/" + name + ".o")));
            Process reference = new ProcessBuilder(
                            "/usr/bin/gcc", "-O2", "-g", "-Wall", "-c", name + ".c", "-o", name + ".reference")
                    .directory(folder.toFile())
                    .inheritIO()
                    .start();
            assertThat(reference.waitFor()).isZero();
        }
        new ObjectMapper().writeValue(project.database().toFile(), commands);
        return project;
    }

    /** Makes the texts large, and such that they cannot be packed much: then a link has something to carry. */
    void inflate() throws IOException {
        SplittableRandom random = new SplittableRandom(11);
        for (String name : names) {
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                byte[] noise = new byte[100];
                random.nextBytes(noise);
                lines.add("const char *s%s_%d = \"%s\";"
                        .formatted(name, i, HexFormat.of().formatHex(noise)));
            }
            Files.write(folder.resolve(name + ".c"), lines);
        }
    }

    Path folder() {
        return folder;
    }

    Path database() {
        return folder.resolve("compile_commands.json");
    }

    Path source(int unit) {
        return folder.resolve(names.get(unit) + ".c");
    }

    Path object(int unit) {
        return folder.resolve("obj").resolve(names.get(unit) + ".o");
    }

    int units() {
        return names.size();
    }

    /** Every object is there and equals the local compiler's; nothing half-written lies beside them. */
    void assertComplete() throws IOException {
        for (String name : names) {
            assertThat(folder.resolve("obj").resolve(name + ".o"))
                    .as(name)
                    .hasSameBinaryContentAs(folder.resolve(name + ".reference"));
        }
        try (var files = Files.list(folder.resolve("obj"))) {
            assertThat(files).hasSize(names.size());
        }
    }
}
