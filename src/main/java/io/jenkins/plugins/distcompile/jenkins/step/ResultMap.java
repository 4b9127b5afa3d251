package io.jenkins.plugins.distcompile.jenkins.step;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the step returns. Only {@code java.util} collections of {@code java.lang} values: a sandboxed script may read a
 * map's entries as properties ({@code r.units}) without anybody's approval, every one of these classes may be kept with
 * the running Pipeline, and nothing of the plugin's own is held by a script. Pure.
 */
public final class ResultMap {
    private static final List<String> WHOLE_NUMBERS = List.of(
            "units",
            "succeeded",
            "failed",
            "remoteUnits",
            "localUnits",
            "copies",
            "reposts",
            "fallbacks",
            "bytesSent",
            "bytesMoved");
    private static final List<String> NUMBERS = List.of(
            "wallSeconds",
            "unitSeconds",
            "preparedSeconds",
            "copySeconds",
            "lostSeconds",
            "clientCpuSeconds",
            "speedUp",
            "speedUpHere",
            "savedSeconds");
    /** Where no agent has a rate, nothing costs anything: a script may print or add these without asking. */
    private static final List<String> COSTS = List.of("cost", "costOfCopies", "costOfLost");

    private static final int MOST_FAILURES = 1_000;

    private ResultMap() {}

    /**
     * Makes the map of a dispatcher's summary.
     *
     * @param summary as {@code result.json} has it; what is missing is 0, or null where not known is a value
     * @param failures reasons by unit of those that failed, in the order they did
     */
    public static Map<String, Object> of(JsonNode summary, Map<String, String> failures) {
        LinkedHashMap<String, Object> map = new LinkedHashMap<>();
        map.put("success", summary.path("success").asBoolean(false));
        map.put("reason", PlainText.line(summary.path("reason").asText("")));
        for (String name : WHOLE_NUMBERS) {
            long value = summary.path(name).asLong();
            map.put(name, value == (int) value ? (Object) (int) value : (Object) value);
        }
        for (String name : NUMBERS) {
            JsonNode value = summary.path(name);
            map.put(name, value.isNumber() ? value.asDouble() : null);
        }
        for (String name : COSTS) {
            map.put(name, summary.path(name).asDouble());
        }
        map.put("currency", PlainText.line(summary.path("currency").asText("")));
        List<Map<String, Object>> agents = agents(summary.path("agents"));
        map.put("agents", (int)
                agents.stream().filter(agent -> (int) agent.get("units") > 0).count());
        map.put("agentList", agents);
        map.put("failures", failures(failures));
        return map;
    }

    private static List<Map<String, Object>> agents(JsonNode lines) {
        List<Map<String, Object>> agents = new ArrayList<>();
        for (JsonNode line : lines) {
            LinkedHashMap<String, Object> agent = new LinkedHashMap<>();
            agent.put("name", PlainText.line(line.path("name").asText("")));
            agent.put("verdict", PlainText.line(line.path("verdict").asText("")));
            agent.put("reason", PlainText.line(line.path("reason").asText("")));
            agent.put("slots", line.path("slots").asInt());
            agent.put("units", line.path("units").asInt());
            agent.put("faults", line.path("faults").asInt());
            agent.put("busySeconds", line.path("busySeconds").asDouble());
            agent.put("cost", line.path("cost").isNumber() ? line.path("cost").asDouble() : null);
            agents.add(agent);
        }
        return agents;
    }

    private static List<Map<String, Object>> failures(Map<String, String> failures) {
        List<Map<String, Object>> list = new ArrayList<>();
        failures.forEach((unit, reason) -> {
            if (list.size() < MOST_FAILURES) {
                LinkedHashMap<String, Object> failure = new LinkedHashMap<>();
                failure.put("unit", PlainText.line(unit));
                failure.put("reason", PlainText.line(reason));
                list.add(failure);
            }
        });
        return list;
    }
}
