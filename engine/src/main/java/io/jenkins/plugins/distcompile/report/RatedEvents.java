package io.jenkins.plugins.distcompile.report;

import io.jenkins.plugins.distcompile.history.CostModel;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Adds each agent's rate to the events as soon as it has bid, so that costs can be told from the events alone. Stands
 * between dispatcher and sinks, on the dispatcher's thread.
 */
public final class RatedEvents implements Consumer<BuildEvent> {
    private final CostModel model;
    private final Consumer<BuildEvent> next;
    private final Map<String, Double> told = new HashMap<>();

    /** @param next gets every event, and the rates between them */
    public RatedEvents(CostModel model, Consumer<BuildEvent> next) {
        this.model = model;
        this.next = next;
    }

    @Override
    public void accept(BuildEvent event) {
        next.accept(event);
        if (event instanceof BuildEvent.AgentVerdict bid && bid.profile() != null) {
            CostModel.Rate rate = model.rate(bid.agent(), bid.profile());
            if (rate != null && !Double.valueOf(rate.perHour()).equals(told.put(bid.agent(), rate.perHour()))) {
                next.accept(new BuildEvent.Rated(bid.at(), bid.agent(), rate.perHour(), model.currency(), rate.why()));
            }
        }
    }
}
