package io.jenkins.plugins.distcompile.jenkins.page;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.jenkins.plugins.distcompile.report.Limit;
import io.jenkins.plugins.distcompile.report.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What pages show of {@code result.json}. The file comes from the build's node: numbers are checked, texts cut, and what
 * is not asked for (the observations, by far the most) is skipped without being kept.
 *
 * @param ended whether the file is there and readable
 * @param reason why the build ended as it did; null = nothing to say
 * @param speedUpHere against the build's node alone; null = not known
 * @param savedSeconds likewise; negative = distribution cost time
 * @param limit what kept the build from being faster, as the build's node knows it; null = not known
 * @param warnings for people
 */
record StepResult(
        boolean ended, String reason, Double speedUpHere, Double savedSeconds, Limit limit, List<String> warnings) {
    static final StepResult NONE = new StepResult(false, null, null, null, null, List.of());
    private static final Set<String> LIMITS =
            Set.of("path", "agents", "preprocessing", "here", "network", "start", "none");
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
        Limit[] limit = new Limit[1];
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
                summary(json, numbers, limit);
            } else if (field.equals("warnings") && value == JsonToken.START_ARRAY) {
                texts(json, warnings);
            } else {
                json.skipChildren();
            }
        }
        return new StepResult(true, reason, numbers[0], numbers[1], limit[0], List.copyOf(warnings));
    }

    private static void summary(JsonParser json, Double[] numbers, Limit[] limit) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            boolean number = value.isNumeric() && Math.abs(json.getDoubleValue()) <= 1e9;
            if (field.equals("speedUpHere") && number) {
                numbers[0] = Math.max(0, json.getDoubleValue());
            } else if (field.equals("savedSeconds") && number) {
                numbers[1] = json.getDoubleValue();
            } else if (field.equals("limit") && value == JsonToken.START_OBJECT) {
                limit[0] = limit(json);
            } else {
                json.skipChildren();
            }
        }
    }

    private static Limit limit(JsonParser json) throws IOException {
        String what = "";
        Map<String, Double> shares = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if (field.equals("what") && value == JsonToken.VALUE_STRING) {
                what = json.getText();
            } else if (value.isNumeric() && shares.size() < LIMITS.size()) {
                shares.put(field, Math.max(0, Math.min(1, json.getDoubleValue())));
            } else {
                json.skipChildren();
            }
        }
        return !LIMITS.contains(what)
                ? null
                : new Limit(
                        what,
                        shares.getOrDefault("slotsBusy", 0.0),
                        shares.getOrDefault("hereBusy", 0.0),
                        shares.getOrDefault("transfer", 0.0),
                        shares.getOrDefault("path", 0.0),
                        shares.getOrDefault("start", 0.0));
    }

    /** The summary of the log with what only the build's node knows: how much it could have done alone. */
    Summary complete(Summary summary) {
        return !ended ? summary : summary.knowing(speedUpHere, savedSeconds, limit);
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
