package io.jenkins.plugins.distcompile.simulate;

import io.jenkins.plugins.distcompile.report.BuildEvent;
import java.util.List;

/**
 * A finished build, ready to be simulated: units with the times they took, agents with the speeds they showed.
 *
 * @param buildId as recorded
 * @param units every planned unit; those that never ran have their predicted time
 * @param agents those that bid; speed 1 is the pool's typical agent
 * @param localJobs processes that ran at once on the client, at least 1
 * @param makespanSeconds how long it took
 */
public record RecordedBuild(
        String buildId, List<SimulatedUnit> units, List<SimulatedAgent> agents, int localJobs, double makespanSeconds) {
    public RecordedBuild {
        units = List.copyOf(units);
        agents = List.copyOf(agents);
    }

    /**
     * Reads a build out of its record.
     *
     * @throws IllegalArgumentException when the record holds no unit, or units that wait for unknown ones
     */
    public static RecordedBuild of(List<BuildEvent> events) {
        RecordReader reader = new RecordReader();
        events.forEach(reader);
        return reader.build();
    }
}
