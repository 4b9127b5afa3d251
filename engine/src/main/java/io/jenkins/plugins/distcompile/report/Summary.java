package io.jenkins.plugins.distcompile.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The figures of a build, as {@code --json} prints them and the Pipeline step returns them. A field once published keeps
 * its name and meaning. Every number is 0 when nothing of the kind happened.
 *
 * @param buildId the build
 * @param success whether the build succeeded; false until it has finished
 * @param reason why it ended so; null = nothing to say
 * @param units all units of the plan
 * @param succeeded units with an accepted result
 * @param failed units settled without one; {@code units - succeeded - failed} were never settled
 * @param remoteUnits units whose accepted result came from an agent
 * @param localUnits units whose accepted result came from this machine
 * @param copies copies given to agents while another attempt of the same unit was going
 * @param reposts copies that were lost and whose units waited again
 * @param fallbacks units that an agent could have run and this machine did, checks of compile errors not counted
 * @param agents one entry per agent asked, with its verdict
 * @param localReasons why units had to stay here, with the number of units for each
 * @param agentFaults faults by agent; only agents that had some
 * @param wallSeconds from the first to the last event
 * @param unitSeconds sum of the accepted results' run times, where they ran
 * @param preparedSeconds sum of preprocessing times here
 * @param copySeconds run time of copies, and of runs here, whose result was not needed
 * @param lostSeconds run time of copies that agents lost
 * @param clientCpuSeconds processor time of the client and its children
 * @param bytesSent preprocessed text, packed, times the copies that carried it: bytes to the agents
 * @param bytesMoved outputs that came back from the agents, unpacked
 * @param speedUp {@code unitSeconds / wallSeconds}: against one slot that runs every unit in turn at the speed it had
 *     where it ran (so 3.2 means: as if 3.2 such slots had been busy all the time)
 * @param speedUpHere against this machine alone with {@code jobs} jobs: the larger of {@code (unitSeconds +
 *     preparedSeconds) / jobs} and the longest unit, over {@code wallSeconds}. It takes this machine to be as fast as the
 *     agents and to be shared perfectly, so that it states the least that distribution gained; null = jobs not known
 * @param savedSeconds by the same estimate; negative when distribution cost time; null = jobs not known
 * @param predictions how far predicted run times were off; null = nothing to compare
 * @param limit what kept the build from being faster; null until it has finished
 * @param cost of all runs on agents with a known rate; null = no rate is known
 * @param costOfCopies of {@code cost}, copies whose result was not needed; null = no rate is known
 * @param costOfLost of {@code cost}, copies that agents lost; null = no rate is known
 * @param currency label of costs; null = no rate is known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Summary(
        String buildId,
        boolean success,
        String reason,
        int units,
        int succeeded,
        int failed,
        int remoteUnits,
        int localUnits,
        int copies,
        int reposts,
        int fallbacks,
        List<AgentLine> agents,
        Map<String, Integer> localReasons,
        Map<String, Integer> agentFaults,
        double wallSeconds,
        double unitSeconds,
        double preparedSeconds,
        double copySeconds,
        double lostSeconds,
        double clientCpuSeconds,
        long bytesSent,
        long bytesMoved,
        double speedUp,
        Double speedUpHere,
        Double savedSeconds,
        Predictions predictions,
        Limit limit,
        Double cost,
        Double costOfCopies,
        Double costOfLost,
        String currency) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    public Summary {
        agents = List.copyOf(agents);
        localReasons = Collections.unmodifiableMap(new LinkedHashMap<>(localReasons));
        agentFaults = Collections.unmodifiableMap(new TreeMap<>(agentFaults));
    }

    /**
     * One agent's part.
     *
     * @param verdict {@code bid}, {@code declined}, {@code unreachable}, {@code left}, {@code lost} or {@code silent}
     * @param reason null = none
     * @param units accepted from it
     * @param busyShare of its slots' time, 0 … 1
     * @param perHour its rate; null = not known
     * @param cost of {@code busySeconds}; null = no rate is known
     * @param rank by the build's ranking utilities, 0 … 100; null = not ranked
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AgentLine(
            String name,
            String verdict,
            String reason,
            int slots,
            int units,
            int faults,
            double busySeconds,
            double busyShare,
            Double perHour,
            Double cost,
            Double rank) {}

    /** Figures of a report; {@code jobs} is what this machine would run at once alone, 0 = not known. */
    public static Summary of(BuildReport report, int jobs) {
        return new SummaryMaker(report).make(jobs);
    }

    /** Figures of a report, without a comparison with this machine alone. */
    public static Summary of(BuildReport report) {
        return of(report, 0);
    }

    /**
     * The same with what somebody else has found who knows the client's jobs; what is null there stays as it is here.
     *
     * @param here for {@link #speedUpHere}
     * @param saved for {@link #savedSeconds}
     * @param what for {@link #limit}
     */
    public Summary knowing(Double here, Double saved, Limit what) {
        return new Summary(
                buildId,
                success,
                reason,
                units,
                succeeded,
                failed,
                remoteUnits,
                localUnits,
                copies,
                reposts,
                fallbacks,
                agents,
                localReasons,
                agentFaults,
                wallSeconds,
                unitSeconds,
                preparedSeconds,
                copySeconds,
                lostSeconds,
                clientCpuSeconds,
                bytesSent,
                bytesMoved,
                speedUp,
                here == null ? speedUpHere : here,
                saved == null ? savedSeconds : saved,
                predictions,
                what == null ? limit : what,
                cost,
                costOfCopies,
                costOfLost,
                currency);
    }

    /** Some aligned lines for a person, without colour codes, each ended by a line feed. */
    public String toText() {
        return new SummaryText(this).toString();
    }

    /** The {@code --json} object, on several lines. */
    public String toJson() {
        return json(this);
    }

    /** The same with {@code copyCosts}: what each copy cost, where rates are known; the field is missing elsewhere. */
    public String toJson(BuildReport report) {
        ObjectNode tree = JSON.valueToTree(this);
        if (cost != null) {
            tree.set("copyCosts", JSON.valueToTree(CopyCosts.lines(report)));
        }
        return json(tree);
    }

    private static String json(Object value) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
