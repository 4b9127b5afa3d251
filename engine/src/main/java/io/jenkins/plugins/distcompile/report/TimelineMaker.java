package io.jenkins.plugins.distcompile.report;

import io.jenkins.plugins.distcompile.report.Timeline.Kind;
import io.jenkins.plugins.distcompile.report.Timeline.Lane;
import io.jenkins.plugins.distcompile.report.Timeline.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lays attempts out on lanes. Events name the agent, not the slot, so that slots are rebuilt: attempts in the order they
 * started, each on the lowest lane that is free by then. That is optimal for intervals: no more lanes than attempts that
 * ran at once. A busy client hears of starts and ends late and in any order, so that more seem to run than the agent has
 * slots; what overlaps by less than half then counts for what came first.
 */
final class TimelineMaker {

    static final String PREPARING = "here: preprocessing";
    static final String COMPILING = "here: compiling";

    /** Times come from two machines' clocks and are rounded to milliseconds: ends and starts may cross by this much. */
    private static final double SLACK_MILLIS = 1.5;

    /** Lanes of one group; a log that claims more at once is wrong, and is shown without what has no place. */
    private static final int MOST_LANES = 1024;

    private record Job(int unit, Attempt attempt, double start, double end, Kind kind) {}

    private static final class Track {
        final List<Span> spans = new ArrayList<>();
        double freeAt;

        void add(int unit, Kind kind, double from, double to, int copy) {
            double start = Math.max(from, freeAt);
            if (to > start) {
                spans.add(new Span(unit, kind, start, to, copy));
                freeAt = to;
            }
        }
    }

    private final Map<String, List<Job>> jobs = new LinkedHashMap<>();
    private final double now;

    private TimelineMaker(double now) {
        this.now = now;
    }

    static Timeline make(List<UnitReport> units, List<AgentReport> agents, double now) {
        TimelineMaker maker = new TimelineMaker(now);
        maker.jobs.put(PREPARING, new ArrayList<>());
        maker.jobs.put(COMPILING, new ArrayList<>());
        agents.forEach(agent -> maker.jobs.put(agent.name(), new ArrayList<>()));
        for (int i = 0; i < units.size(); i++) {
            maker.collect(i, units.get(i));
        }
        List<Lane> lanes = new ArrayList<>();
        Map<String, Integer> slots = new HashMap<>();
        agents.forEach(agent -> slots.put(agent.name(), agent.slots()));
        maker.jobs.forEach((group, list) -> lanes.addAll(lanes(group, list, slots.getOrDefault(group, 0))));
        return new Timeline(lanes);
    }

    private void collect(int index, UnitReport unit) {
        if (unit.preparedAt() >= 0) {
            double start = Math.max(0, unit.preparedAt() - unit.preparedSeconds() * 1000);
            jobs.get(PREPARING).add(new Job(index, null, start, unit.preparedAt(), Kind.PREPARE));
        }
        for (int i = 0; i < unit.attempts().size(); i++) {
            Attempt attempt = unit.attempts().get(i);
            double ended = attempt.endedAt() >= 0 ? attempt.endedAt() : now;
            double start = attempt.runningAt() >= 0 ? attempt.runningAt() : ended;
            double end = ended;
            if (attempt.runningAt() >= 0 && attempt.endedAt() >= 0 && attempt.runMillis() >= 0) {
                end = Math.min(ended, start + attempt.runMillis());
            }
            String group = attempt.isLocal() ? COMPILING : attempt.agent();
            Kind kind = kind(attempt, i == unit.accepted(), unit.accepted() >= 0);
            jobs.computeIfAbsent(group, name -> new ArrayList<>()).add(new Job(index, attempt, start, end, kind));
        }
    }

    private static Kind kind(Attempt attempt, boolean accepted, boolean settled) {
        if (attempt.ending() == null || accepted) {
            return attempt.isLocal() ? Kind.LOCAL : Kind.COMPILE;
        }
        return switch (attempt.ending()) {
            case "lost", "agent-fault", "handed-back" -> Kind.LOST;
            case "failed", "refused" -> Kind.FAILED;
            case "succeeded" -> settled ? Kind.CANCELLED : attempt.isLocal() ? Kind.LOCAL : Kind.COMPILE;
            default -> Kind.CANCELLED;
        };
    }

    /** @param slots of the agent; 0 = not known */
    private static List<Lane> lanes(String group, List<Job> list, int slots) {
        list.sort(Comparator.comparingDouble(Job::start).thenComparingDouble(Job::end));
        List<Track> tracks = new ArrayList<>();
        for (Job job : list) {
            place(job, freeTrack(tracks, job, slots));
        }
        boolean local = group.equals(PREPARING) || group.equals(COMPILING);
        List<Lane> lanes = new ArrayList<>(tracks.size());
        for (Track track : tracks) {
            if (!track.spans.isEmpty()) {
                lanes.add(new Lane(group, local, lanes.size() + 1, track.spans));
            }
        }
        return lanes;
    }

    private static Track freeTrack(List<Track> tracks, Job job, int slots) {
        Track first = null;
        for (Track track : tracks) {
            if (track.freeAt <= job.start() + SLACK_MILLIS) {
                return track;
            }
            first = first == null || track.freeAt < first.freeAt ? track : first;
        }
        if (slots > 0 && tracks.size() >= slots && first.freeAt < (job.start() + job.end()) / 2) {
            return first;
        }
        if (tracks.size() >= MOST_LANES) {
            return tracks.get(MOST_LANES - 1);
        }
        Track track = new Track();
        tracks.add(track);
        return track;
    }

    private static void place(Job job, Track track) {
        Attempt attempt = job.attempt();
        if (attempt != null && !attempt.isLocal()) {
            double arrived = job.start() - Math.max(0, attempt.queuedMillis());
            boolean ran = attempt.runningAt() >= 0;
            Kind before = ran || !job.kind().equals(Kind.LOST) ? Kind.TRANSFER : Kind.LOST;
            track.add(job.unit(), before, attempt.assignedAt(), arrived, attempt.copy());
            track.add(job.unit(), Kind.WAITING, arrived, job.start(), attempt.copy());
        }
        track.add(job.unit(), job.kind(), job.start(), job.end(), attempt == null ? 0 : attempt.copy());
    }
}
