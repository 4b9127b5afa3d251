package io.jenkins.plugins.distcompile.jenkins.pool;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Label;
import hudson.model.Node;
import io.jenkins.plugins.distcompile.report.BuildEvent;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/** The agents of one step. Events in, helpers out; used by the one thread at a time that looks after the step. */
public final class CompilePool {
    private static final Logger LOGGER = Logger.getLogger(CompilePool.class.getName());

    private final Seats seats; // null = no label was given
    private final Demand demand = new Demand();
    private int comingBefore;
    private long heardNanos = System.nanoTime(); // when the last event came
    private double heardAt; // by the build's own clock, milliseconds

    private CompilePool(Seats seats) {
        this.seats = seats;
    }

    /** Takes nobody yet. The label has been looked at by {@link #checkLabel}. */
    public static CompilePool of(PoolHost host, PoolWishes wishes) {
        if (wishes.label().isEmpty()) {
            return new CompilePool(null);
        }
        Label label = label(wishes);
        return new CompilePool(
                wishes.beside() ? new BesideSeats(host, wishes, label) : new ExecutorSeats(host, wishes, label));
    }

    /**
     * Looks at the label before anything is started.
     *
     * @param mayWait whether agents that are not there yet may come
     * @return what a person should know; empty = nothing
     * @throws AbortException when the expression cannot be read, or nothing has the label
     */
    public static String checkLabel(PoolWishes wishes, boolean mayWait) throws AbortException {
        if (wishes.label().isEmpty()) {
            return "no label is given, here or in the global configuration: everything is compiled on this node";
        }
        try {
            Label.parseExpression(wishes.label());
        } catch (IllegalArgumentException e) {
            throw new AbortException(
                    "distCompile: label: '" + wishes.label() + "' is no label expression: " + e.getMessage());
        }
        Label label = label(wishes);
        Set<Node> nodes = label.getNodes();
        if (nodes.isEmpty() && label.getClouds().isEmpty()) {
            String problem = "label: no agent and no cloud has '" + wishes.label() + "'";
            if (!mayWait) {
                throw new AbortException("distCompile: " + problem);
            }
            return problem + " yet; waiting for one";
        }
        boolean online = nodes.stream().map(Node::toComputer).anyMatch(c -> c != null && c.isOnline());
        return online || !label.getClouds().isEmpty()
                ? ""
                : "no agent of label '" + wishes.label() + "' is online (" + nodes.size() + " offline)";
    }

    private static Label label(PoolWishes wishes) {
        return Jenkins.get().getLabel(wishes.label());
    }

    /** Takes note of what happened in the build. */
    public void accept(BuildEvent event) {
        demand.accept(event);
        heardNanos = System.nanoTime();
        heardAt = demand.now();
    }

    /** Takes and gives back agents; quick. */
    public void tend() {
        if (seats != null) {
            demand.at(heardAt + (System.nanoTime() - heardNanos) / 1e6);
            seats.tend(demand);
        }
    }

    /** Helpers that are being started, or will be at once; -1 = the build has not said yet what it has to do. */
    public int coming() {
        if (seats == null || !demand.isPlanned()) {
            return -1;
        }
        // A placeholder between the queue and its executor is seen in neither: what was true a look ago counts, too.
        int before = comingBefore;
        comingBefore = demand.openUnits() == 0 ? 0 : seats.coming(demand);
        return Math.max(before, comingBefore);
    }

    /**
     * Helpers that a build may count on from its start.
     *
     * @param ownNode where the build itself runs
     */
    public static int mayCome(PoolWishes wishes, String ownNode) {
        if (wishes.label().isEmpty()) {
            return 0;
        }
        return wishes.beside()
                ? (int) others(label(wishes), ownNode).count()
                : Math.min(wishes.maxExecutors(), idleExecutors(label(wishes), ownNode, computer -> true));
    }

    /** Executors that would take a placeholder now, on nodes that may. */
    static int idleExecutors(Label label, String ownNode, Predicate<Computer> mayTake) {
        return others(label, ownNode)
                .filter(Computer::isAcceptingTasks)
                .filter(mayTake)
                .mapToInt(Computer::countIdle)
                .sum();
    }

    private static Stream<Computer> others(Label label, String ownNode) {
        return label.getNodes().stream()
                .filter(node -> !node.getNodeName().equals(ownNode))
                .map(Node::toComputer)
                .filter(computer -> computer != null && computer.isOnline());
    }

    /** Starts no further helper; to be called when there is no {@link #tend} any more. */
    public void takeNoMore() {
        if (seats != null) {
            seats.takeNoMore();
        }
    }

    /** Gives all agents back; their helpers end within seconds. May be called again. */
    public void close(String reason) {
        if (seats != null) {
            seats.close(reason);
        }
    }

    /**
     * Removes what helpers left on agents while nobody looked after them; for a step that has ended and has lived through a
     * restart of the controller. Returns at once.
     */
    public static void sweep(String step, PoolWishes wishes) {
        if (wishes.label().isEmpty()) {
            return;
        }
        for (Node node : label(wishes).getNodes()) {
            FilePath root = node.getRootPath();
            if (root != null) {
                Computer.threadPoolForRemoting.submit(() -> {
                    try (TimeLimit limit = TimeLimit.remoteCall()) {
                        SeatFolder.sweep(root.child(HelperJar.CACHE), step);
                    } catch (IOException | InterruptedException | RuntimeException e) {
                        LOGGER.log(Level.FINE, "cannot sweep " + node.getNodeName(), e);
                    }
                });
            }
        }
    }

    /** What an hour of a whole agent costs, as far as nodes say. */
    public static Map<String, Double> rates(Iterable<? extends Node> nodes) {
        Map<String, Double> rates = new HashMap<>();
        for (Node node : nodes) {
            CompileNodeProperty settings = node.getNodeProperty(CompileNodeProperty.class);
            Computer computer = node.toComputer();
            if (settings != null && settings.getCostRate() != null && computer != null) {
                rates.put(HelperProgram.name(computer), settings.getCostRate());
            }
        }
        return rates;
    }

    /** Executors by node: so many helpers may share it. */
    public static Map<String, Integer> executors(Iterable<? extends Node> nodes) {
        Map<String, Integer> executors = new HashMap<>();
        for (Node node : nodes) {
            Computer computer = node.toComputer();
            if (computer != null) {
                executors.put(HelperProgram.name(computer), node.getNumExecutors());
            }
        }
        return executors;
    }
}
