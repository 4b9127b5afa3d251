package io.jenkins.plugins.distcompile.jenkins.page;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Api;
import hudson.model.Computer;
import hudson.model.ManagementLink;
import hudson.security.Permission;
import io.jenkins.plugins.distcompile.jenkins.DistCompileConfiguration;
import io.jenkins.plugins.distcompile.jenkins.Messages;
import io.jenkins.plugins.distcompile.jenkins.pool.CompilePool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.StaplerProxy;

/**
 * Manage Jenkins → Compile pool: the agents that compile for others, as finished builds and Jenkins itself know them.
 * To be seen with {@link Jenkins#SYSTEM_READ}.
 */
@Extension
public final class PoolLink extends ManagementLink implements StaplerProxy {
    static final String URL_NAME = "compile-pool";

    private PoolStore store; // null = not asked for yet; guarded by this

    @Override
    public String getIconFileName() {
        return "symbol-server";
    }

    @Override
    public String getDisplayName() {
        return Messages.PoolLink_displayName();
    }

    @Override
    public String getDescription() {
        return Messages.PoolLink_description();
    }

    @Override
    public String getUrlName() {
        return URL_NAME;
    }

    @Override
    public Permission getRequiredPermission() {
        return Jenkins.SYSTEM_READ;
    }

    @Override
    public Category getCategory() {
        return Category.STATUS;
    }

    /** Whatever is asked of the page or below it. */
    @Override
    public Object getTarget() {
        Jenkins.get().checkPermission(Jenkins.SYSTEM_READ);
        return this;
    }

    /** The records of this controller's pool. */
    static PoolStore store() {
        return ExtensionList.lookupSingleton(PoolLink.class).file();
    }

    private synchronized PoolStore file() {
        if (store == null) {
            store = new PoolStore(Jenkins.get()
                    .getRootDir()
                    .toPath()
                    .resolve(BuildFiles.FOLDER)
                    .resolve("pool.json"));
        }
        return store;
    }

    /** Agents with a record, by name; those of them that Jenkins does not know any more too. */
    public List<PoolAgent> getAgents() {
        try {
            Map<String, Computer> computers = new TreeMap<>();
            for (Computer computer : Jenkins.get().getComputers()) {
                computers.put(nameOf(computer), computer);
            }
            List<AgentRecord> records = file().agents();
            Map<String, Double> rates = KnownRates.complete(
                    CompilePool.rates(Jenkins.get().getNodes()),
                    DistCompileConfiguration.get().costModel(),
                    records);
            List<PoolAgent> agents = new ArrayList<>();
            for (AgentRecord record : records) {
                agents.add(new PoolAgent(record, computers.get(record.name()), rates.get(record.name())));
            }
            return agents;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The page of one agent; null = there is no record of it. */
    public PoolAgent getAgent(String name) {
        return getAgents().stream()
                .filter(agent -> agent.getName().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** How builds name a node: the built-in one has no name of its own. */
    static String nameOf(Computer computer) {
        return computer.getName().isEmpty() ? "built-in" : computer.getName();
    }

    public Api getApi() {
        Jenkins.get().checkPermission(Jenkins.SYSTEM_READ);
        return new Api(new RestPool(getAgents()));
    }
}
