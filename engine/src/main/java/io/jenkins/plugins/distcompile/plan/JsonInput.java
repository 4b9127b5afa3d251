package io.jenkins.plugins.distcompile.plan;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.regex.Pattern;

/** Reads a JSON file of bounded size; every error is one line with file, line and column. */
final class JsonInput {
    /** Jackson adds where an unfinished value begins, with words about its own settings. */
    private static final Pattern START_OF_VALUE =
            Pattern.compile(" \\(start marker at \\[Source: .*?line: (\\d+), column: (\\d+)]\\)");

    private JsonInput() {}

    /**
     * @param what how messages call the file, e.g. {@code plan file}
     * @param maxBytes larger files are refused before they are read
     */
    static <T> T read(Path file, String what, long maxBytes, ObjectReader reader) throws PlanException {
        if (Files.isDirectory(file)) {
            throw new PlanException(what + " " + file + " is a directory; name the file in it");
        }
        if (!Files.exists(file)) {
            throw new PlanException(what + " " + file + " does not exist");
        }
        try {
            long size = Files.size(file);
            if (size > maxBytes) {
                throw new PlanException(
                        what + " " + file + " has " + size + " bytes, more than the limit of " + maxBytes);
            }
            T value = reader.readValue(file.toFile());
            if (value == null) {
                throw new PlanException(what + " " + file + " is empty");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new PlanException(file + position(e.getLocation()) + ": " + problem(e), e);
        } catch (IOException e) {
            throw new PlanException(what + " " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String position(JsonLocation location) {
        return location == null ? "" : ":" + location.getLineNr() + ":" + location.getColumnNr();
    }

    private static String problem(JsonProcessingException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalArgumentException) {
                return firstLine(cause.getMessage());
            }
        }
        if (e instanceof UnrecognizedPropertyException unknown) {
            return place(unknown) + "unknown property \"" + unknown.getPropertyName() + "\"; known are "
                    + unknown.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .sorted()
                            .toList();
        }
        if (e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            return place(mismatch) + "expected " + expected(mismatch.getTargetType());
        }
        return START_OF_VALUE.matcher(firstLine(e.getOriginalMessage())).replaceFirst(" that begins at $1:$2");
    }

    /** The way to the value, e.g. {@code units[2].needs: }. */
    private static String place(JsonMappingException e) {
        StringBuilder place = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getFieldName() == null) {
                place.append('[').append(step.getIndex()).append(']');
            } else {
                place.append(place.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return place.isEmpty() ? "" : place + ": ";
    }

    private static String expected(Class<?> type) {
        if (Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        if (type == String.class) {
            return "a text";
        }
        return Number.class.isAssignableFrom(type) || type.isPrimitive() ? "a number" : "an object";
    }

    private static String firstLine(String text) {
        return text == null ? "not readable" : text.lines().findFirst().orElse("not readable");
    }
}
