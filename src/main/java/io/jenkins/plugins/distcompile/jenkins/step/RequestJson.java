package io.jenkins.plugins.distcompile.jenkins.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.distcompile.jenkins.CapacityClass;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Writes {@code options.json}, by which the dispatcher is told its build. Pure. */
final class RequestJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int VERSION = 1;
    private static final String STRICT_WAIT = "2min";
    private static final int ONE_LESS_THAN_PROCESSORS = -1;
    /** Seconds without progress after which the dispatcher says so. */
    private static final String PROGRESS_WATCH = "60s";

    /**
     * Whose build it is.
     *
     * @param buildId names it in events and to helpers
     * @param project under which the history keeps its times
     * @param directory folder of the build's node that paths are relative to
     * @param clientName the node's name
     * @param rates what an hour of an agent costs, by agent
     * @param classes what other agents cost by their capacity, as {@link CapacityClass#option} says it
     * @param currency label of costs; empty = none
     */
    record Context(
            String buildId,
            String project,
            String directory,
            String clientName,
            Map<String, Double> rates,
            List<String> classes,
            String currency) {}

    private RequestJson() {}

    static String of(DistCompileStep request, Context context) {
        ObjectNode json = JSON.createObjectNode();
        json.put("version", VERSION);
        json.put("buildId", context.buildId());
        json.put("project", context.project());
        json.put("directory", context.directory());
        json.put("clientName", context.clientName());
        json.set("plan", plan(request));
        putText(json, "criteria", request.getCriteria());
        json.put("scheme", request.getScheme());
        json.put("criticalCopies", request.getCriticalCopies());
        json.put("extraWork", request.getExtraWork());
        json.put("heartbeat", request.getHeartbeat());
        json.put("keepGoing", request.isKeepGoing());
        json.put("fallback", request.getFallback());
        // An executor, maybe of a cloud, takes longer to come by than the dispatcher would give it before all fails.
        boolean strict =
                request.getWaitForAgents().isEmpty() && request.getFallback().equals("fail");
        putText(json, "waitForAgents", strict ? STRICT_WAIT : request.getWaitForAgents());
        json.put("localSlots", request.getLocalSlots() == null ? ONE_LESS_THAN_PROCESSORS : request.getLocalSlots());
        if (request.getJobs() != null) {
            json.put("jobs", request.getJobs());
        }
        json.put("preprocess", request.getPreprocess());
        putText(json, "minRate", request.getMinRate());
        json.put("minRank", request.getMinRank());
        putText(json, "rankWhere", request.getRankWhere());
        json.set("rankings", rankings(request));
        ObjectNode rates = json.putObject("rates");
        context.rates().forEach(rates::put);
        context.classes().forEach(json.putArray("rateClasses")::add);
        putText(json, "currency", context.currency());
        // Agents that decline say why: their executors are given back, and the page shows the reason.
        json.put("explain", true);
        json.put("progressWatch", PROGRESS_WATCH);
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode plan(DistCompileStep request) {
        ObjectNode plan = JSON.createObjectNode();
        putText(plan, "compileCommands", request.getCompileCommands());
        putText(plan, "planFile", request.getPlan());
        if (!request.getSources().isEmpty()) {
            ArrayNode sources = plan.putArray("sources");
            List.of(request.getSources().split("\\s+")).forEach(sources::add);
        }
        putText(plan, "command", request.getCommand());
        putText(plan, "output", request.getOutput());
        return plan;
    }

    private static ArrayNode rankings(DistCompileStep request) {
        ArrayNode rankings = JSON.createArrayNode();
        for (RankingUtility utility : request.getRankings()) {
            ObjectNode json = rankings.addObject();
            json.put("name", utility.getName());
            putText(json, "script", utility.getScript());
            putText(json, "ttl", utility.getTtl());
            json.put("weight", utility.getWeight());
        }
        return rankings;
    }

    private static void putText(ObjectNode json, String name, String text) {
        if (!text.isEmpty()) {
            json.put(name, text);
        }
    }
}
