package io.jenkins.plugins.distcompile.simulate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Bad luck for a pool: agents that crash, become five times slower, or are wanted by their owners, at random moments. */
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
        Random random = new Random(seed);
        List<SimulatedAgent> disturbed = new ArrayList<>(agents);
        List<Integer> hit = hit(agents.size(), share, random);
        boolean crashes = random.nextBoolean();
        for (int i : hit) {
            double at = random.nextDouble() * withinSeconds;
            disturbed.set(
                    i, crashes ? agents.get(i).crashing(at) : agents.get(i).slowing(at, SLOWER));
            crashes = !crashes;
        }
        return disturbed;
    }

    /**
     * Somebody sits down at a share of the agents and gets up again; parameters as above.
     *
     * @return the agents; each hit one is taken from a random moment until a later one
     */
    public static List<SimulatedAgent> owners(
            List<SimulatedAgent> agents, double share, double withinSeconds, long seed) {
        Random random = new Random(seed);
        List<SimulatedAgent> disturbed = new ArrayList<>(agents);
        for (int i : hit(agents.size(), share, random)) {
            double from = random.nextDouble() * withinSeconds;
            double until = from + random.nextDouble() * withinSeconds;
            disturbed.set(i, agents.get(i).with(new Mishap.Owner(from, until)));
        }
        return disturbed;
    }

    private static List<Integer> hit(int agents, double share, Random random) {
        if (!(share > 0) || agents == 0) {
            return List.of();
        }
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < agents; i++) {
            all.add(i);
        }
        Collections.shuffle(all, random);
        return all.subList(0, Math.min(agents, Math.max(1, (int) Math.round(share * agents))));
    }
}
