package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.dispatch.AgentSource;
import io.jenkins.plugins.distcompile.link.PoolKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The distribution list of one command, with the helpers it had to start; closing it ends those. */
final class RunningPool implements AutoCloseable {
    /** Links that are opened before the build asks for them; each has a thread until it is open. */
    private static final int MOST_EARLY = 16;

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

    /** As {@link #start}, and begins at once to open the links to those that listen elsewhere. */
    static RunningPool startEarly(PoolSpec spec, PoolOptions options, List<Integer> slots) {
        return start(spec, options, slots, true);
    }

    /** @param slots slots of the helpers that are started, used in turn */
    static RunningPool start(PoolSpec spec, PoolOptions options, List<Integer> slots) {
        return start(spec, options, slots, false);
    }

    private static RunningPool start(PoolSpec spec, PoolOptions options, List<Integer> slots, boolean early) {
        RunningPool pool = new RunningPool();
        PoolKey key = spec.addresses().isEmpty() ? null : options.key();
        for (int i = 0; i < spec.embedded(); i++) {
            pool.embed("embedded-" + (i + 1), slots.get(i % slots.size()), options.clientName);
        }
        for (int i = 0; i < spec.spawned(); i++) {
            pool.spawn("helper-" + (i + 1), slots.get(i % slots.size()), options.clientName);
        }
        for (PoolSpec.Address address : spec.addresses()) {
            pool.add(new TlsAgent(address, key, options.clientName), early);
        }
        return pool;
    }

    private void embed(String name, int slots, String clientName) {
        HelperHere here = new HelperHere(() -> Helpers.embedded(name, slots));
        started.push(here::close);
        sources.add(new EmbeddedAgent(name, here.helper(), clientName));
    }

    private void add(TlsAgent agent, boolean early) {
        if (early && sources.size() < MOST_EARLY) {
            EarlyAgent begun = EarlyAgent.opening(agent);
            started.push(() -> begun.abandon("the build has ended"));
            sources.add(begun);
        } else {
            sources.add(agent);
        }
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
