package io.jenkins.plugins.distcompile.jenkins.pool;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Node;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The helper's program on one node, ready to be started there: the Java that runs the agent itself, and the JAR.
 *
 * @param java path of the program on the node
 * @param jar path on the node
 */
public record HelperProgram(String java, String jar) {
    private static final long COPY_MILLIS = 120_000;
    private static final String HEADLESS = "-Djava.awt.headless=true";

    /**
     * Puts the program on the node unless it is there. Waits for the agent, two minutes at most.
     *
     * @throws IOException in one line, when the agent has gone or its disk does not take the file
     */
    public static HelperProgram on(Computer computer) throws IOException, InterruptedException {
        Node node = computer.getNode();
        FilePath root = node == null ? null : node.getRootPath();
        if (root == null) {
            throw new AbortException(name(computer) + " is offline");
        }
        TimeLimit limit = TimeLimit.ofMillis(COPY_MILLIS);
        try (limit) {
            FilePath jar = HelperJar.ours().on(root);
            return new HelperProgram(java(computer), jar.getRemote());
        } catch (InterruptedException e) {
            if (limit.struck()) {
                throw new IOException(name(computer) + " did not take the helper's program within two minutes", e);
            }
            throw e;
        }
    }

    /** The command that runs it with these arguments. */
    public List<String> command(String... arguments) {
        return command(List.of(arguments));
    }

    public List<String> command(List<String> arguments) {
        return command(List.of(), arguments);
    }

    /** As {@link #command}, for what only carries bytes: it starts fast and stays small. */
    public List<String> smallCommand(List<String> arguments) {
        return command(
                List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xmx32m"), arguments);
    }

    private List<String> command(List<String> options, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(java, HEADLESS));
        command.addAll(options);
        command.addAll(List.of("-jar", jar));
        command.addAll(arguments);
        return command;
    }

    private static String java(Computer computer) throws IOException, InterruptedException {
        Map<Object, Object> properties = computer.getSystemProperties();
        Object home = properties.get("java.home");
        if (!(home instanceof String folder) || folder.isBlank()) {
            throw new IOException(name(computer) + " does not say where its Java is");
        }
        boolean unix = !Boolean.FALSE.equals(computer.isUnix());
        return unix ? folder + "/bin/java" : folder + "\\bin\\java.exe";
    }

    /** How people call it: the built-in node's own name is empty. */
    static String name(Computer computer) {
        return computer.getName().isEmpty() ? "built-in" : computer.getName();
    }
}
