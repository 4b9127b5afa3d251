package io.jenkins.plugins.distcompile.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Units that cost next to nothing to compile: what is left is the price of giving them out. */
final class TrivialUnits {
    private TrivialUnits() {}

    /** Writes so many sources of one function each, and their compilation database; returns the database. */
    static Path write(Path folder, int count) throws IOException {
        Files.createDirectories(folder.resolve("build"));
        List<String> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String name = "unit" + i;
            Files.writeString(folder.resolve(name + ".c"), "int " + name + "(int x) { return x + " + i + "; }\n");
            entries.add(
                    """
                    {"directory": "%s", "file": "%s.c", "output": "build/%s.o",
                     "arguments": ["gcc", "-O1", "-c", "%s.c", "-o", "build/%s.o"]}"""
                            .formatted(
                                    folder.toString().replace("\\", "\\\\").replace("\"", "\\\""),
                                    name,
                                    name,
                                    name,
                                    name));
        }
        Path database = folder.resolve("compile_commands.json");
        Files.writeString(database, "[\n" + String.join(",\n", entries) + "\n]\n");
        return database;
    }
}
