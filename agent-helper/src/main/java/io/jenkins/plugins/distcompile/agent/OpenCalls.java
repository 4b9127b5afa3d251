package io.jenkins.plugins.distcompile.agent;

import io.jenkins.plugins.distcompile.protocol.Message.Announce;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Builds that this helper has heard of and has no link to: would it bid for them? If so they are called, else the reason
 * is logged and they hear nothing. The machine is watched while somebody announces. Lives on the event loop.
 */
final class OpenCalls {
    private static final int MOST_BUILDS = 256;
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final long CHECK_SECONDS = 5;

    private final Map<String, Heard> builds = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Heard> eldest) {
            return size() > MOST_BUILDS;
        }
    };

    private final Desk desk;
    private final ScheduledExecutorService loop;
    private final Consumer<String> log;
    private final BooleanSupplier machineKnown;
    private final Runnable changed;

    /** One build. */
    private static final class Heard {
        String client;
        Announce announce;
        Runnable call;
        long atNanos;
        /** Waits for a look at the machine. */
        boolean open;
        /** As {@link ClientSession#silence}. */
        String silence;
    }

    /**
     * @param machineKnown whether the machine has been looked at since it is watched
     * @param changed told when {@link #active} may have changed
     */
    OpenCalls(
            Desk desk,
            ScheduledExecutorService loop,
            Consumer<String> log,
            BooleanSupplier machineKnown,
            Runnable changed) {
        this.desk = desk;
        this.loop = loop;
        this.log = log;
        this.machineKnown = machineKnown;
        this.changed = changed;
    }

    /** Whether somebody has announced in the last seconds. */
    boolean active() {
        return !builds.isEmpty();
    }

    void heard(String build, String client, Announce announce, Runnable call) {
        if (Manners.check(announce) != null || !announce.rankings().isEmpty()) {
            return; // of the pool, but not of our kind: another program, or another version of this one
        }
        boolean first = builds.isEmpty();
        Heard heard = builds.computeIfAbsent(build, key -> new Heard());
        heard.client = client;
        heard.announce = announce;
        heard.call = call;
        heard.atNanos = System.nanoTime();
        heard.open = true;
        if (first) {
            changed.run();
            loop.schedule(this::forget, CHECK_SECONDS, TimeUnit.SECONDS);
        }
        if (machineKnown.getAsBoolean()) {
            answer(heard);
        }
    }

    /** The machine has been looked at. */
    void probed() {
        List.copyOf(builds.values()).stream().filter(heard -> heard.open).forEach(this::answer);
    }

    private void answer(Heard heard) {
        heard.open = false;
        if (desk.serves(heard.announce.buildId())) {
            return;
        }
        Optional<String> unwilling = desk.unwilling(heard.announce);
        if (unwilling.isEmpty()) {
            heard.silence = null;
            heard.call.run();
            return;
        }
        String kind = Desk.kind(unwilling.get());
        if (!kind.equals(heard.silence)) {
            heard.silence = kind;
            log.accept("did not answer build " + heard.announce.buildId() + " of " + heard.client + ": "
                    + unwilling.get());
        }
    }

    private void forget() {
        builds.values().removeIf(heard -> System.nanoTime() - heard.atNanos > QUIET_NANOS);
        if (builds.isEmpty()) {
            changed.run();
        } else {
            loop.schedule(this::forget, CHECK_SECONDS, TimeUnit.SECONDS);
        }
    }
}
