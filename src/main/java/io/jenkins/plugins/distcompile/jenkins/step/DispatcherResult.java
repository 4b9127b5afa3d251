package io.jenkins.plugins.distcompile.jenkins.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.distcompile.history.Observation;
import io.jenkins.plugins.distcompile.report.Summary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code result.json}, the dispatcher's last word. It comes from an agent: what does not look right is left out. Pure.
 *
 * @param reason why it ended so, on one line; empty = nothing to say
 * @param summary as it was sent; an empty object when there is none
 */
record DispatcherResult(boolean success, String reason, JsonNode summary, List<Observation> observations) {
    private static final int MOST_OBSERVATIONS = 500_000;
    private static final int MOST_SECONDS = 86_400 * 7;
    private static final int MOST_NAME = 4_096;
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** @throws IOException when it is no such thing at all */
    static DispatcherResult read(byte[] bytes) throws IOException {
        JsonNode json;
        try {
            json = JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new IOException("result.json is damaged: " + e.getOriginalMessage(), e);
        }
        if (json == null || !json.isObject() || !json.path("success").isBoolean()) {
            throw new IOException("result.json is damaged: it does not say whether the build succeeded");
        }
        JsonNode summary = json.path("summary").isObject() ? json.get("summary") : JSON.createObjectNode();
        return new DispatcherResult(
                json.get("success").booleanValue(),
                PlainText.line(json.path("reason").asText("")),
                summary,
                observations(json.path("observations")));
    }

    private static List<Observation> observations(JsonNode list) {
        List<Observation> observations = new ArrayList<>();
        for (JsonNode each : list) {
            if (observations.size() == MOST_OBSERVATIONS) {
                break;
            }
            String unit = each.path("unit").asText("");
            String agent = each.path("agent").asText("");
            double seconds = each.path("seconds").asDouble();
            boolean named = !unit.isEmpty() && unit.length() <= MOST_NAME && agent.length() <= MOST_NAME;
            if (named && seconds > 0 && seconds < MOST_SECONDS) {
                observations.add(new Observation(
                        unit,
                        agent,
                        each.path("language").asText(""),
                        seconds,
                        each.path("sourceBytes").asLong(),
                        each.path("outputBytes").asLong(),
                        each.path("memoryBytes").asLong()));
            }
        }
        return observations;
    }

    /** The summary for people, a few lines; empty when there is none. */
    List<String> summaryLines() {
        try {
            return JSON.treeToValue(summary, Summary.class).toText().lines().toList();
        } catch (JsonProcessingException | RuntimeException e) {
            return List.of(); // the dispatcher had no summary to give, as after a plan that cannot be read
        }
    }
}
