package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.simulate.SimulatedAgent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The pool of a simulated build: as recorded or as stated, with agents added and taken away. */
final class SimulatedPool {
    private static final int MOST_AGENTS = 100_000;
    private static final int MOST_SLOTS = 4_096;
    private static final Pattern ADDED = Pattern.compile("(\\d{1,6})((?:,(?:speed|slots)=\\d{1,6}(?:\\.\\d{1,6})?)*)");

    @Option(
            names = "--agents",
            paramLabel = "SPEEDS",
            split = ",",
            description = "Agents by their speeds, 1 = the reference machine: 1,1,0.5. Default: as recorded, or four"
                    + " of speed 1.")
    private List<Double> speeds = List.of();

    @Option(names = "--slots", paramLabel = "N", description = "Slots of each of them. Default: ${DEFAULT-VALUE}")
    private int slots = 2;

    @Option(
            names = "--add-agents",
            paramLabel = "N[,speed=X][,slots=N]",
            description = "Add so many agents; by default as fast as the typical one, with its slots.")
    private List<String> added = List.of();

    @Option(names = "--without", paramLabel = "NAME", description = "Take this agent away.")
    private List<String> without = List.of();

    /** @param recorded the agents of the recorded build; empty = there is none */
    List<SimulatedAgent> of(List<SimulatedAgent> recorded) {
        List<SimulatedAgent> agents = new ArrayList<>(recorded);
        if (!speeds.isEmpty() || recorded.isEmpty()) {
            agents.clear();
            SimulateCommand.require(
                    slots >= 1 && slots <= MOST_SLOTS, "--slots " + slots + ": from 1 to " + MOST_SLOTS);
            for (double speed : speeds.isEmpty() ? List.of(1.0, 1.0, 1.0, 1.0) : speeds) {
                agents.add(agent("--agents", "agent-" + (agents.size() + 1), slots, speed));
            }
        }
        without.forEach(name -> SimulateCommand.require(
                agents.removeIf(agent -> agent.name().equals(name)),
                "--without " + name + ": no such agent; there are "
                        + String.join(
                                ", ",
                                agents.stream()
                                        .map(SimulatedAgent::name)
                                        .limit(20)
                                        .toList())));
        added.forEach(text -> add(text, agents));
        SimulateCommand.require(agents.size() <= MOST_AGENTS, "at most " + MOST_AGENTS + " agents can be simulated");
        return agents;
    }

    private static void add(String text, List<SimulatedAgent> agents) {
        Matcher form = ADDED.matcher(text.replace(" ", ""));
        SimulateCommand.require(
                form.matches(), "--add-agents " + text + ": expected a number such as 10, or 10,speed=1.5,slots=4");
        double speed = 1;
        int slots = agents.stream()
                .mapToInt(SimulatedAgent::slots)
                .sorted()
                .skip(agents.size() / 2)
                .findFirst()
                .orElse(1);
        for (String setting : form.group(2).split(",")) {
            if (setting.startsWith("speed=")) {
                speed = Double.parseDouble(setting.substring(6));
            } else if (setting.startsWith("slots=")) {
                double value = Double.parseDouble(setting.substring(6));
                SimulateCommand.require(value == Math.rint(value), "--add-agents " + text + ": slots are whole");
                slots = (int) value;
            }
        }
        Set<String> names = new HashSet<>();
        agents.forEach(agent -> names.add(agent.name()));
        int number = 0;
        for (int i = 0; i < Integer.parseInt(form.group(1)); i++) {
            do {
                number++;
            } while (names.contains("added-" + number));
            agents.add(agent("--add-agents", "added-" + number, slots, speed));
        }
    }

    private static SimulatedAgent agent(String option, String name, int slots, double speed) {
        SimulateCommand.require(
                speed >= 0.001 && speed <= 1000, option + ": a speed of " + speed + "; it must be 0.001 to 1000");
        SimulateCommand.require(
                slots >= 1 && slots <= MOST_SLOTS, option + ": " + slots + " slots; there must be 1 to " + MOST_SLOTS);
        return SimulatedAgent.healthy(name, slots, speed);
    }
}
