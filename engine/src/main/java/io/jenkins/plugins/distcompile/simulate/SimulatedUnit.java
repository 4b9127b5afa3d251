package io.jenkins.plugins.distcompile.simulate;

import io.jenkins.plugins.distcompile.schedule.UnitFacts;

/**
 * One unit with what is true of it beside what the scheduler is told.
 *
 * @param facts what the scheduler knows
 * @param workSeconds true run time on the reference machine
 * @param prepareSeconds run time of its preprocessing on the client
 * @param wireBytes size as sent
 * @param fails whether its source has an error
 */
public record SimulatedUnit(UnitFacts facts, double workSeconds, double prepareSeconds, long wireBytes, boolean fails) {

    /** The same unit of which the scheduler is told so many seconds, with this uncertainty. */
    SimulatedUnit predicted(double toldSeconds, double uncertainty) {
        UnitFacts told = new UnitFacts(
                facts.id(),
                facts.predecessors(),
                facts.remote(),
                facts.localReason(),
                facts.compiler(),
                facts.needsPreparation(),
                facts.memoryBytes(),
                toldSeconds,
                uncertainty,
                facts.outputBytes());
        return new SimulatedUnit(told, workSeconds, prepareSeconds, wireBytes, fails);
    }
}
