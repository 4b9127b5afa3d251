package io.jenkins.plugins.distcompile.jenkins.page;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.distcompile.criteria.AgentProfile;
import io.jenkins.plugins.distcompile.history.CostModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What finished builds have told of one agent, that is, one node; the pool's file holds one each.
 *
 * @param name the agent's
 * @param seenAt epoch milliseconds of the last build that asked it, or of its last benchmark
 * @param machine as it described itself last; null = never
 * @param slots offered, at most
 * @param speed learned: reference seconds of work done in a second, moving average over builds; 0 = not known
 * @param benchmark its benchmark score; 0 = not measured
 * @param builds that gave it units
 * @param units accepted from it
 * @param faults damaged results, crashes, time-outs and losses
 * @param busySeconds of its commands, all slots added up
 * @param perHour of one of its helpers in the last build that knew a rate; null = none
 * @param currency of {@code perHour}; empty = a bare number
 * @param facts of its last profile: the administrator's, and those of ranking utilities
 * @param parts in the last builds, newest first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AgentRecord(
        String name,
        long seenAt,
        Machine machine,
        int slots,
        double speed,
        double benchmark,
        int builds,
        long units,
        long faults,
        double busySeconds,
        Double perHour,
        String currency,
        Map<String, String> facts,
        List<Part> parts) {

    static final int MOST_PARTS = 40;
    /** Share of the newest build in the learned speed. */
    private static final double NEWEST = 0.3;

    public AgentRecord {
        currency = currency == null ? "" : currency;
        facts = facts == null ? Map.of() : Map.copyOf(facts);
        parts = parts == null ? List.of() : List.copyOf(parts);
    }

    /**
     * The machine in a few words and numbers.
     *
     * @param memoryBytes installed
     * @param loadCpu share of it that others used when it bid last, 0 … 1
     * @param compilers kind and version of each
     */
    public record Machine(
            String os,
            String arch,
            String model,
            int cores,
            int mhz,
            long memoryBytes,
            double loadCpu,
            List<String> compilers) {
        public Machine {
            compilers = compilers == null ? List.of() : List.copyOf(compilers);
        }

        static Machine of(AgentProfile p) {
            List<String> compilers = p.compilers().stream()
                    .map(c -> c.kind() + " " + c.version() + " " + c.target())
                    .toList();
            return new Machine(
                    p.os(),
                    p.arch(),
                    p.cpu().model(),
                    p.cpu().cores(),
                    p.cpu().mhz(),
                    p.memory().totalBytes(),
                    p.load().cpu(),
                    compilers);
        }
    }

    /**
     * Its part in one build.
     *
     * @param project full name of the job
     * @param build number
     * @param at epoch milliseconds of the build's start
     * @param speed in this build; 0 = too few units to tell
     * @param cost null = no rate was known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Part(
            String project,
            int build,
            long at,
            int slots,
            int units,
            int faults,
            double busySeconds,
            double busyShare,
            double speed,
            Double cost) {
        Part moved(String oldProject, String newProject) {
            boolean itself = oldProject.equals(project);
            if (!itself && (project == null || !project.startsWith(oldProject + "/"))) {
                return this;
            }
            String renamed = newProject + project.substring(oldProject.length());
            return new Part(renamed, build, at, slots, units, faults, busySeconds, busyShare, speed, cost);
        }
    }

    /** With a project, or what lies in a folder, under its new name. */
    AgentRecord moved(String oldProject, String newProject) {
        List<Part> renamed =
                parts.stream().map(part -> part.moved(oldProject, newProject)).toList();
        return new AgentRecord(
                name,
                seenAt,
                machine,
                slots,
                speed,
                benchmark,
                builds,
                units,
                faults,
                busySeconds,
                perHour,
                currency,
                facts,
                renamed);
    }

    static AgentRecord unknown(String name) {
        return new AgentRecord(name, 0, null, 0, 0, 0, 0, 0, 0, 0, null, "", Map.of(), List.of());
    }

    /** Faults among all attempts that ended one way or the other, 0 … 1. */
    @JsonIgnore
    public double errorRate() {
        return units + faults == 0 ? 0 : (double) faults / (units + faults);
    }

    /** With what a build has told. */
    AgentRecord after(NodeShare share, String currency, String project, int build, long at) {
        double measured = share.speed();
        List<Part> newest = new ArrayList<>();
        if (share.awarded > 0) {
            newest.add(new Part(
                    project,
                    build,
                    at,
                    share.slots,
                    share.accepted,
                    share.faults,
                    share.busySeconds,
                    share.busyShare(),
                    measured,
                    share.perHour == null ? null : share.cost));
        }
        newest.addAll(parts.subList(0, Math.min(parts.size(), MOST_PARTS - newest.size())));
        AgentProfile profile = share.profile;
        boolean known = profile != null;
        boolean rated = share.perHour != null;
        return new AgentRecord(
                name,
                Math.max(seenAt, at),
                known ? Machine.of(profile) : machine,
                Math.max(share.slots, known ? 0 : slots),
                measured <= 0 ? speed : speed <= 0 ? measured : average(speed, measured),
                known && profile.benchmark() > 0 ? profile.benchmark() : benchmark,
                builds + (share.awarded > 0 ? 1 : 0),
                units + share.accepted,
                faults + share.faults,
                busySeconds + share.busySeconds,
                rated ? share.perHour : perHour,
                rated ? currency : this.currency,
                known ? factsAfter(profile) : facts,
                newest);
    }

    /** With what a benchmark has told. */
    AgentRecord measured(AgentProfile profile, long at) {
        return new AgentRecord(
                name,
                Math.max(seenAt, at),
                Machine.of(profile),
                Math.max(slots, profile.slots()),
                speed,
                profile.benchmark() > 0 ? profile.benchmark() : benchmark,
                builds,
                units,
                faults,
                busySeconds,
                perHour,
                currency,
                profile.metadata().isEmpty() ? facts : factsAfter(profile),
                parts);
    }

    /** What ranking utilities said stays until they say something else, for not every build asks them. */
    private Map<String, String> factsAfter(AgentProfile profile) {
        Map<String, String> now = new TreeMap<>(CostModel.shown(profile).metadata());
        boolean asked = now.keySet().stream().anyMatch(AgentRecord::isOfRanking);
        if (!asked) {
            facts.forEach((name, value) -> {
                if (isOfRanking(name)) {
                    now.put(name, value);
                }
            });
        }
        return now;
    }

    private static boolean isOfRanking(String fact) {
        return fact.startsWith("rank.");
    }

    /** Geometric: a speed of ½ and one of 2 make 1. */
    private static double average(double before, double now) {
        return Math.exp((1 - NEWEST) * Math.log(before) + NEWEST * Math.log(now));
    }
}
