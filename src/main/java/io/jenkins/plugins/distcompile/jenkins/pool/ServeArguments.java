package io.jenkins.plugins.distcompile.jenkins.pool;

import io.jenkins.plugins.distcompile.criteria.ByteSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The command line of a helper on an agent, from what its administrator allows. Pure. */
final class ServeArguments {
    /** Beside other builds, a person at the machine is not disturbed, and a busy machine is left alone. */
    private static final String BESIDE_ACTIVITY = "person=lower-priority,processes=ignore";

    private static final double BESIDE_MOST_LOAD = 0.75;
    private static final String ANY_PORT = "0.0.0.0:0";

    private ServeArguments() {}

    /**
     * @param name names the agent to the dispatcher
     * @param settings null = the agent has none
     * @param sharers helpers that share the machine at most: its executors, or 1 beside other builds
     */
    static List<String> of(String name, CompileNodeProperty settings, boolean beside, int sharers, boolean direct) {
        CompileNodeProperty set = settings == null ? new CompileNodeProperty() : settings;
        List<String> arguments = new ArrayList<>(List.of("serve", "--stdio", "--name", name));
        add(arguments, "--share", Integer.toString(sharers));
        if (set.getSlots() != null) {
            add(arguments, "--slots", Integer.toString(Math.max(1, set.getSlots() / sharers)));
        }
        ByteSize.parse(set.getMemory())
                .ifPresent(bytes -> add(arguments, "--max-memory", Long.toString(Math.max(1, bytes / sharers))));
        if (set.getCostRate() != null) {
            add(arguments, "--rate", String.format(Locale.ROOT, "%.6f", set.getCostRate() / sharers));
        }
        String activity = set.getActivity().isEmpty() && beside ? BESIDE_ACTIVITY : set.getActivity();
        if (!activity.isEmpty()) {
            add(arguments, "--activity", activity);
        }
        if (beside) {
            add(arguments, "--max-load", Double.toString(BESIDE_MOST_LOAD));
        }
        if (direct) {
            add(arguments, "--direct", set.getDirectAddress().isEmpty() ? ANY_PORT : set.getDirectAddress());
        }
        // Last, for it takes as many words as there are.
        if (!set.getAllow().isEmpty()) {
            arguments.add("--allow");
            arguments.addAll(List.of(set.getAllow().split("\\s+")));
        }
        return arguments;
    }

    private static void add(List<String> arguments, String option, String value) {
        arguments.add(option);
        arguments.add(value);
    }
}
