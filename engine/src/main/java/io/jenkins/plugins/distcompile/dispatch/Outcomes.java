package io.jenkins.plugins.distcompile.dispatch;

import io.jenkins.plugins.distcompile.protocol.Message.Outcome;
import io.jenkins.plugins.distcompile.schedule.Event.Ending;

/** What a helper's word on a ticket means to the scheduler. */
final class Outcomes {
    private Outcomes() {}

    static Ending ending(Outcome outcome) {
        return switch (outcome) {
            case SUCCEEDED -> Ending.SUCCEEDED;
            case FAILED -> Ending.UNIT_FAILED;
            case REFUSED -> Ending.REFUSED;
            case CANCELLED -> Ending.CANCELLED;
            case AGENT_FAULT, TIMED_OUT -> Ending.AGENT_FAULT;
        };
    }
}
