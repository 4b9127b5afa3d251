package io.jenkins.plugins.distcompile.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Reads a plan file: units with their commands, inputs and outputs, described in docs/plan-format.md and
 * docs/plan.schema.json. Called once per build, before anything runs.
 */
public final class PlanFile {
    /** Larger files are refused. */
    static final long MAX_BYTES = 256L << 20;

    private static final ObjectReader READER = JsonMapper.builder().build().readerFor(Document.class);

    private PlanFile() {}

    /**
     * The units in the order of the file.
     *
     * @throws PlanException for an unreadable file, an unknown property or a wrong value (with line and column), an
     *     empty plan, a missing input, and whatever {@link Plan#of} refuses
     */
    public static PlanSource read(Path file) throws PlanException {
        Document document = JsonInput.read(file, "plan file", MAX_BYTES, READER);
        if (document.units() == null || document.units().isEmpty()) {
            throw new PlanException("plan file " + file + " has no units");
        }
        List<Unit> units = new ArrayList<>();
        try {
            Path folder = file.toAbsolutePath().normalize().getParent();
            Path base = document.directory() == null
                    ? folder
                    : folder.resolve(document.directory()).normalize();
            for (UnitEntry entry : document.units()) {
                if (entry == null) {
                    throw new PlanException("plan file " + file + ": unit " + (units.size() + 1) + " is null");
                }
                units.add(entry.unit(base));
            }
        } catch (IllegalArgumentException e) {
            throw new PlanException("plan file " + file + ": " + e.getMessage(), e);
        }
        Plan plan = Plan.of(units);
        rejectMissingInputs(plan);
        return new PlanSource(plan, List.of());
    }

    private static void rejectMissingInputs(Plan plan) throws PlanException {
        Set<Path> written = new HashSet<>();
        plan.units().forEach(u -> written.addAll(u.outputs()));
        for (Unit unit : plan.units()) {
            for (Path input : unit.inputs()) {
                if (!written.contains(input) && !Files.exists(input)) {
                    throw new PlanException(
                            "unit " + unit.id() + ": its input " + input + " does not exist and no unit writes it");
                }
            }
            if (!Files.isDirectory(unit.directory())) {
                throw new PlanException("unit " + unit.id() + ": directory " + unit.directory() + " does not exist");
            }
        }
    }

    /** @param directory relative to the file's folder; null = that folder */
    record Document(@JsonProperty("$schema") String schema, String directory, List<UnitEntry> units) {
        Document {
            units = units == null || units.stream().anyMatch(Objects::isNull) ? units : List.copyOf(units);
        }
    }
}
