package io.jenkins.plugins.distcompile.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * One task of a build: usually one translation unit to compile.
 *
 * @param id unique in its plan, stable from build to build, shown to people
 * @param kind what it does
 * @param command the argument vector, program first; never empty
 * @param directory absolute working directory
 * @param inputs absolute, normalized files it reads, as far as they are declared (for a compile: the source)
 * @param outputs absolute, normalized files it writes
 * @param after ids of units that must be done before it starts, beside the writers of its inputs
 * @param need what it needs while it runs
 * @param anywhere whether the plan lets an agent run it; compile and assemble units default to true
 */
public record Unit(
        String id,
        UnitKind kind,
        List<String> command,
        Path directory,
        List<Path> inputs,
        List<Path> outputs,
        Set<String> after,
        ResourceNeed need,
        boolean anywhere) {

    public Unit {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a unit needs an id");
        }
        if (command.isEmpty()) {
            throw new IllegalArgumentException("unit " + id + " has no command");
        }
        if (!directory.isAbsolute()) {
            throw new IllegalArgumentException("unit " + id + ": directory " + directory + " is not absolute");
        }
        command = List.copyOf(command);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        after = Set.copyOf(after);
    }
}
