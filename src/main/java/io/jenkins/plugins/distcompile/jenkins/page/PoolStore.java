package io.jenkins.plugins.distcompile.jenkins.page;

import io.jenkins.plugins.distcompile.report.BuildReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.logging.Logger;

/**
 * The agents' records, one plain file of JSON. Changes are made one after the other, each by writing the whole file
 * beside it and renaming; readers see the file before or after. Holds the {@value #MOST_AGENTS} agents seen last. A
 * damaged file is set aside and begun anew: the records are knowledge, not truth.
 */
public final class PoolStore {
    static final int MOST_AGENTS = 1000;
    private static final long MOST_BYTES = 64L << 20;
    private static final Logger LOGGER = Logger.getLogger(PoolStore.class.getName());

    /** The file's content. */
    private record Content(int version, Map<String, AgentRecord> agents) {}

    private final Path file;

    /** @param file need not be there yet; one object a file */
    public PoolStore(Path file) {
        this.file = file;
    }

    /** All records, by the agents' names. */
    public synchronized List<AgentRecord> agents() throws IOException {
        return List.copyOf(load().values());
    }

    /** One record; null = nothing is known of this agent. */
    public synchronized AgentRecord agent(String name) throws IOException {
        return load().get(name);
    }

    /** Adds what a finished build has told of each agent that it asked. */
    synchronized void add(BuildReport report, String project, int build, long at) throws IOException {
        TreeMap<String, AgentRecord> agents = load();
        NodeShare.of(report).forEach((node, share) -> {
            AgentRecord before = agents.getOrDefault(node, AgentRecord.unknown(node));
            agents.put(node, before.after(share, report.head().currency(), project, build, at));
        });
        save(agents);
    }

    /** Replaces one record; it need not be there yet. */
    synchronized void change(String name, UnaryOperator<AgentRecord> change) throws IOException {
        TreeMap<String, AgentRecord> agents = load();
        agents.put(name, change.apply(agents.getOrDefault(name, AgentRecord.unknown(name))));
        save(agents);
    }

    /** Renames a project in what is kept of its builds, and what lies in it if it is a folder. */
    synchronized void moved(String oldProject, String newProject) throws IOException {
        TreeMap<String, AgentRecord> agents = load();
        TreeMap<String, AgentRecord> renamed = new TreeMap<>(agents);
        renamed.replaceAll((name, record) -> record.moved(oldProject, newProject));
        if (!renamed.equals(agents)) {
            save(renamed);
        }
    }

    /** Drops what is known of an agent; whether anything was. */
    synchronized boolean forget(String name) throws IOException {
        TreeMap<String, AgentRecord> agents = load();
        if (agents.remove(name) == null) {
            return false;
        }
        save(agents);
        return true;
    }

    private TreeMap<String, AgentRecord> load() throws IOException {
        TreeMap<String, AgentRecord> agents = new TreeMap<>();
        if (!Files.exists(file)) {
            return agents;
        }
        try {
            Content content = JsonFile.read(file, Content.class, MOST_BYTES);
            if (content != null && content.agents() != null) {
                content.agents().forEach((name, record) -> {
                    if (record != null && name.equals(record.name())) {
                        agents.put(name, record);
                    }
                });
            }
        } catch (IOException e) {
            Path aside = file.resolveSibling(file.getFileName() + ".damaged");
            LOGGER.warning(() -> file + " cannot be read and is kept as " + aside + ": " + e.getMessage());
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        }
        return agents;
    }

    private void save(TreeMap<String, AgentRecord> agents) throws IOException {
        while (agents.size() > MOST_AGENTS) {
            agents.values().stream()
                    .min(Comparator.comparingLong(AgentRecord::seenAt))
                    .ifPresent(oldest -> agents.remove(oldest.name()));
        }
        JsonFile.write(file, new Content(1, agents));
    }
}
