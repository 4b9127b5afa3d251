package io.jenkins.plugins.distcompile.simulate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Bad luck for a pool: a share of its agents crashes, or becomes five times slower, at random moments. */
public final class Disturbance {
    private static final double SLOWER = 5;

    private Disturbance() {}

    /**
     * @param share of the agents that is hit, 0 to 1; at least one agent when it is not 0. The first hit crashes, the
     *     second slows down, and so on in turn
     * @param withinSeconds the moments lie between 0 and this
     * @param seed same seed, same luck
     */
    public static List<SimulatedAgent> of(List<SimulatedAgent> agents, double share, double withinSeconds, long seed) {
        if (!(share > 0) || agents.isEmpty()) {
            return agents;
        }
        Random random = new Random(seed);
        List<Integer> hit = new ArrayList<>();
        for (int i = 0; i < agents.size(); i++) {
            hit.add(i);
        }
        Collections.shuffle(hit, random);
        List<SimulatedAgent> disturbed = new ArrayList<>(agents);
        int count = Math.min(agents.size(), Math.max(1, (int) Math.round(share * agents.size())));
        boolean crashes = random.nextBoolean();
        for (int i : hit.subList(0, count)) {
            double at = random.nextDouble() * withinSeconds;
            SimulatedAgent agent = disturbed.get(i);
            disturbed.set(i, crashes ? agent.crashing(at) : agent.slowing(at, SLOWER));
            crashes = !crashes;
        }
        return disturbed;
    }
}
