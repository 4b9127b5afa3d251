package io.jenkins.plugins.distcompile.jenkins.page;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What pages show of {@code result.json}. The file comes from the build's node: numbers are checked, texts cut, and what
 * is not asked for (the observations, by far the most) is skipped without being kept.
 *
 * @param ended whether the file is there and readable
 * @param reason why the build ended as it did; null = nothing to say
 * @param speedUpHere against the build's node alone; null = not known
 * @param savedSeconds likewise; negative = distribution cost time
 * @param warnings for people
 */
record StepResult(boolean ended, String reason, Double speedUpHere, Double savedSeconds, List<String> warnings) {
    static final StepResult NONE = new StepResult(false, null, null, null, List.of());
    private static final long MOST_BYTES = 256L << 20;
    private static final int MOST_WARNINGS = 100;
    private static final int MOST_CHARS = 2000;

    /** Never fails: a missing or damaged file is {@link #NONE}. */
    static StepResult read(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
                return NONE;
            }
            try (JsonParser json = JsonFile.JSON.createParser(file.toFile())) {
                return parse(json);
            }
        } catch (IOException e) {
            return NONE;
        }
    }

    private static StepResult parse(JsonParser json) throws IOException {
        String reason = null;
        Double[] numbers = new Double[2];
        List<String> warnings = new ArrayList<>();
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return NONE;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if (field.equals("reason") && value == JsonToken.VALUE_STRING) {
                reason = cut(json.getText());
            } else if (field.equals("summary") && value == JsonToken.START_OBJECT) {
                summary(json, numbers);
            } else if (field.equals("warnings") && value == JsonToken.START_ARRAY) {
                texts(json, warnings);
            } else {
                json.skipChildren();
            }
        }
        return new StepResult(true, reason, numbers[0], numbers[1], List.copyOf(warnings));
    }

    private static void summary(JsonParser json, Double[] numbers) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            boolean number = value.isNumeric() && Math.abs(json.getDoubleValue()) <= 1e9;
            if (field.equals("speedUpHere") && number) {
                numbers[0] = Math.max(0, json.getDoubleValue());
            } else if (field.equals("savedSeconds") && number) {
                numbers[1] = json.getDoubleValue();
            } else {
                json.skipChildren();
            }
        }
    }

    private static void texts(JsonParser json, List<String> texts) throws IOException {
        for (JsonToken value = json.nextToken(); value != JsonToken.END_ARRAY && value != null; ) {
            if (value == JsonToken.VALUE_STRING && texts.size() < MOST_WARNINGS) {
                texts.add(cut(json.getText()));
            } else {
                json.skipChildren();
            }
            value = json.nextToken();
        }
    }

    private static String cut(String text) {
        return text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS) + " …";
    }
}
