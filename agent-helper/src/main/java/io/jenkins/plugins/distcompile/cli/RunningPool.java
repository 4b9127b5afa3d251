package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.agent.Helper;
import io.jenkins.plugins.distcompile.dispatch.AgentSource;
import io.jenkins.plugins.distcompile.link.PoolKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The distribution list of one command, with the helpers it had to start; closing it ends those. */
final class RunningPool implements AutoCloseable {
    private final List<AgentSource> sources = new ArrayList<>();
    private final Deque<Runnable> started = new ArrayDeque<>();

    private RunningPool() {}

    /** A pool to {@link #spawn} into. */
    static RunningPool empty() {
        return new RunningPool();
    }

    List<AgentSource> sources() {
        return List.copyOf(sources);
    }

    /** @param slots slots of the helpers that are started, used in turn */
    static RunningPool start(PoolSpec spec, PoolOptions options, List<Integer> slots) {
        RunningPool pool = new RunningPool();
        PoolKey key = spec.addresses().isEmpty() ? null : options.key();
        for (int i = 0; i < spec.embedded(); i++) {
            pool.embed("embedded-" + (i + 1), slots.get(i % slots.size()), options.clientName);
        }
        for (int i = 0; i < spec.spawned(); i++) {
            pool.spawn("helper-" + (i + 1), slots.get(i % slots.size()), options.clientName);
        }
        for (PoolSpec.Address address : spec.addresses()) {
            pool.sources.add(new TlsAgent(address, key, options.clientName));
        }
        return pool;
    }

    private void embed(String name, int slots, String clientName) {
        Helper helper = Helpers.embedded(name, slots);
        started.push(() -> helper.close("the build has ended"));
        sources.add(new EmbeddedAgent(name, helper, clientName));
    }

    void spawn(String name, int slots, String clientName) {
        SpawnedAgent agent = new SpawnedAgent(name, slots, clientName);
        started.push(agent::close);
        sources.add(agent);
    }

    @Override
    public void close() {
        started.forEach(Runnable::run);
    }
}
