package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.agent.Helper;
import io.jenkins.plugins.distcompile.link.Opening;
import io.jenkins.plugins.distcompile.link.PoolKey;
import io.jenkins.plugins.distcompile.link.TlsConnector;
import io.jenkins.plugins.distcompile.multicast.Announcement;
import io.jenkins.plugins.distcompile.multicast.Ear;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A helper's side of multicast: calls the builds that are heard and that the helper wants to bid for, each over one link.
 * Announcements are repeated, so a call that failed is made again at a later one.
 */
final class CallBack implements Ear.Listener, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int CALLING_AT_ONCE = 4;
    private static final int MOST_BUILDS = 256;
    private static final int MOST_PAUSES = 1_024;
    /** Helpers of a large pool must not all knock in the same millisecond. */
    private static final int SPREAD_MILLIS = 100;

    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);
    /** After a link that ended as soon as it was made: the build has its reasons. */
    private static final long LONG_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private static final long SHORT_LINK_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Helper helper;
    private final String name;
    private final PoolKey key;
    private final Consumer<String> log;
    private final Random random = new Random();
    private final ScheduledThreadPoolExecutor callers;
    /** Builds that are linked or being called, with the time of the call; guarded by this. */
    private final Map<UUID, Long> calls = new HashMap<>();
    /** Until when a build is not called at an address; guarded by this. */
    private final Map<Place, Long> pauses = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Long> eldest) {
            return size() > MOST_PAUSES;
        }
    };

    private record Place(UUID build, InetAddress address) {}

    CallBack(Helper helper, String name, PoolKey key, Consumer<String> log) {
        this.helper = helper;
        this.name = name;
        this.key = key;
        this.log = log;
        this.callers = new ScheduledThreadPoolExecutor(CALLING_AT_ONCE, task -> {
            Thread thread = new Thread(task, "call-back");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void heard(Announcement announcement, InetAddress from) {
        if (free(announcement, from)) {
            helper.heard(
                    announcement.sender().toString(),
                    who(announcement, from),
                    announcement.what(),
                    () -> call(announcement, from));
        }
    }

    @Override
    public void trouble(String line) {
        log.accept(line);
    }

    private static String who(Announcement announcement, InetAddress from) {
        return announcement.client() + " (" + from.getHostAddress() + ")";
    }

    private synchronized boolean free(Announcement announcement, InetAddress from) {
        Long pause = pauses.get(new Place(announcement.sender(), from));
        return !calls.containsKey(announcement.sender())
                && calls.size() < MOST_BUILDS
                && (pause == null || System.nanoTime() - pause > 0);
    }

    /** On the helper's event loop. */
    private synchronized void call(Announcement announcement, InetAddress from) {
        if (free(announcement, from) && !callers.isShutdown()) {
            calls.put(announcement.sender(), System.nanoTime());
            callers.schedule(() -> connect(announcement, from), random.nextInt(SPREAD_MILLIS), TimeUnit.MILLISECONDS);
        }
    }

    private void connect(Announcement announcement, InetAddress from) {
        Place place = new Place(announcement.sender(), from);
        try {
            Opening opening = TlsConnector.callClient(from.getHostAddress(), announcement.port(), key, name, PATIENCE);
            log.accept("called " + who(announcement, from) + " for build "
                    + announcement.what().buildId());
            helper.accept(new WatchedOpening(opening, () -> over(place, 0)));
        } catch (IOException e) {
            boolean first = over(place, PAUSE_NANOS);
            if (first) {
                log.accept("cannot call " + who(announcement, from) + ": " + Reason.of(e));
            }
        }
    }

    /** @return whether nothing was known against this place before */
    private synchronized boolean over(Place place, long pauseNanos) {
        long now = System.nanoTime();
        Long called = calls.remove(place.build());
        boolean brief = called != null && now - called < SHORT_LINK_NANOS;
        long pause = pauseNanos > 0 ? pauseNanos : brief ? LONG_PAUSE_NANOS : 0;
        return pauses.put(place, now + pause) == null;
    }

    /** Calls nobody any more; links stay. */
    @Override
    public void close() {
        callers.shutdownNow();
    }
}
