package io.jenkins.plugins.distcompile.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.distcompile.criteria.ByteSize;
import io.jenkins.plugins.distcompile.toolchain.ShellWords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * One unit of a plan file, as written. Checks itself while Jackson builds it, so that errors get line and column.
 *
 * @param kind name of a {@link UnitKind}; null = command
 * @param command list of words, or one text that is split like a shell does
 * @param where {@code any} or {@code local}; null = any for compile and assemble units, else local
 */
record UnitEntry(
        String id,
        String kind,
        JsonNode command,
        String directory,
        List<String> inputs,
        List<String> outputs,
        List<String> after,
        Needs needs,
        String where) {

    UnitEntry {
        inputs = given(inputs, id, "inputs");
        outputs = given(outputs, id, "outputs");
        after = given(after, id, "after");
        kindOf(kind, id);
        if (command != null) {
            words(command, id);
        }
        if (where != null && !where.equals("any") && !where.equals("local")) {
            throw new IllegalArgumentException(
                    "unit " + id + ": \"where\" is \"any\" or \"local\", not \"" + where + "\"");
        }
    }

    /**
     * What is missing is found only here: Jackson builds the record before it reports a misspelt property, which is
     * mostly why something is missing.
     *
     * @throws IllegalArgumentException naming what is missing
     */
    Unit unit(Path base) {
        if (id == null || id.isBlank()) {
            throw new IllegalArgumentException("a unit has no \"id\"");
        }
        UnitKind read = kindOf(kind, id);
        boolean compiles = read == UnitKind.COMPILE || read == UnitKind.ASSEMBLE;
        if (compiles && (inputs.isEmpty() || outputs.isEmpty())) {
            throw new IllegalArgumentException("unit " + id + ": a " + read.id()
                    + " unit names its source in \"inputs\" and its object in \"outputs\"");
        }
        Path folder = (directory == null ? base : base.resolve(directory)).normalize();
        boolean anywhere = where == null ? read == UnitKind.COMPILE || read == UnitKind.ASSEMBLE : where.equals("any");
        return new Unit(
                id,
                read,
                words(command, id),
                folder,
                resolve(folder, inputs),
                resolve(folder, outputs),
                new LinkedHashSet<>(after),
                needs == null ? ResourceNeed.NONE : needs.resources(),
                anywhere);
    }

    private static List<Path> resolve(Path folder, List<String> files) {
        return files.stream().map(f -> folder.resolve(f).normalize()).toList();
    }

    private static List<String> given(List<String> list, String id, String property) {
        if (list != null && list.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("unit " + id + ": \"" + property + "\" holds a null");
        }
        return list == null ? List.of() : List.copyOf(list);
    }

    private static UnitKind kindOf(String kind, String id) {
        if (kind == null) {
            return UnitKind.COMMAND;
        }
        return Arrays.stream(UnitKind.values())
                .filter(k -> k.id().equals(kind))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unit " + id + ": unknown kind \"" + kind
                        + "\"; known are "
                        + Arrays.stream(UnitKind.values()).map(UnitKind::id).collect(Collectors.joining(", "))));
    }

    private static List<String> words(JsonNode command, String id) {
        List<String> words = new ArrayList<>();
        if (command != null && command.isTextual()) {
            words.addAll(ShellWords.split(command.textValue()));
        } else if (command != null && command.isArray()) {
            for (JsonNode word : command) {
                if (!word.isTextual()) {
                    throw new IllegalArgumentException("unit " + id + ": \"command\" holds " + word + ", not a text");
                }
                words.add(word.textValue());
            }
        }
        if (words.isEmpty()) {
            throw new IllegalArgumentException("unit " + id + ": \"command\" is a text or a list of words, not empty");
        }
        return words;
    }

    /**
     * @param memory size, e.g. {@code 2GiB}; null = not stated
     * @param disk size; null = not stated
     * @param slots null = 1
     */
    record Needs(String memory, String disk, Integer slots) {
        Needs {
            bytes("memory", memory);
            bytes("disk", disk);
            if (slots != null && (slots < 1 || slots > 1024)) {
                throw new IllegalArgumentException("\"slots\" is 1 to 1024, not " + slots);
            }
        }

        ResourceNeed resources() {
            return new ResourceNeed(bytes("memory", memory), bytes("disk", disk), slots == null ? 1 : slots);
        }

        private static long bytes(String property, String size) {
            OptionalLong bytes = size == null ? OptionalLong.of(0) : ByteSize.parse(size);
            return bytes.orElseThrow(() -> new IllegalArgumentException(
                    "\"" + property + "\" is a size like \"2GiB\" or \"512MB\", not \"" + size + "\""));
        }
    }
}
