package io.jenkins.plugins.distcompile.agent;

import io.jenkins.plugins.distcompile.criteria.AgentProfile;
import io.jenkins.plugins.distcompile.criteria.CompilerFacts;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Keeps the machine's profile: probes it on the probe thread, once a second and only while somebody is connected, and
 * hands each reading to the event loop, where the rest of this class lives.
 */
final class ProfileDesk {

    private static final long INTERVAL_MILLIS = 1000;
    /** Load over less than this is noise: the system counts it in ticks of 10 ms. */
    private static final long FIRST_WINDOW_MILLIS = 100;

    private final HelperConfig config;
    private final Machine machine;
    private final CompilerShelf compilers;
    private final WorkFolder work;
    private final ScheduledExecutorService loop;
    private final ScheduledExecutorService probes;
    private final Listener listener;
    private final LongSupplier userIdleSeconds;
    private final DoubleSupplier benchmark;

    /** Written and read on the probe thread; null = not probed yet. */
    private Specs specs;
    /** null = no first reading yet. */
    private Reading latest;
    /** null = nobody is connected. */
    private ScheduledFuture<?> tick;

    /** Told on the event loop. */
    interface Listener {
        /** @param memoryBytes installed memory */
        void probed(long memoryBytes);

        void failed(String reason);

        /** What does not change by itself has been looked at: at the start, and with each reading. */
        void looked(Specs specs, List<CompilerFacts> compilers);
    }

    private record Reading(Specs specs, LoadProbe.Sample load, AgentProfile.Disk disk, List<CompilerFacts> compilers) {}

    /** @param userIdleSeconds -1 = unknown; {@code benchmark} 0 = not measured; both asked on the event loop */
    ProfileDesk(
            HelperConfig config,
            Machine machine,
            CompilerShelf compilers,
            WorkFolder work,
            ScheduledExecutorService loop,
            ScheduledExecutorService probes,
            LongSupplier userIdleSeconds,
            DoubleSupplier benchmark,
            Listener listener) {
        this.config = config;
        this.machine = machine;
        this.compilers = compilers;
        this.work = work;
        this.loop = loop;
        this.probes = probes;
        this.userIdleSeconds = userIdleSeconds;
        this.benchmark = benchmark;
        this.listener = listener;
    }

    /** Probes what does not change ahead of the first client. */
    void warmUp() {
        probes.execute(() -> {
            try {
                Specs found = specs();
                List<CompilerFacts> present = compilers.refresh();
                loop.execute(() -> listener.looked(found, present));
            } catch (RuntimeException | LinkageError e) {
                loop.execute(() -> listener.failed("the machine cannot be probed: " + e));
            }
        });
    }

    /** Somebody is connected, or nobody is any more. */
    void watch(boolean connected) {
        if (connected && tick == null) {
            probes.execute(() -> specs());
            probes.execute(machine::restart);
            tick = probes.scheduleWithFixedDelay(
                    this::probe, FIRST_WINDOW_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        } else if (!connected && tick != null) {
            tick.cancel(false);
            tick = null;
        }
    }

    /** The disk has just been found full: until the next reading nothing is free. */
    void diskFull() {
        if (latest != null) {
            latest = new Reading(
                    latest.specs(),
                    latest.load(),
                    new AgentProfile.Disk(latest.disk().totalBytes(), 0),
                    latest.compilers());
        }
    }

    long freeDiskBytes() {
        return latest == null ? 0 : latest.disk().freeBytes();
    }

    Optional<AgentProfile.Load> load() {
        return Optional.ofNullable(latest)
                .map(now ->
                        new AgentProfile.Load(now.load().cpu(), now.load().average1m(), userIdleSeconds.getAsLong()));
    }

    /** The latest profile, with the slots of {@code book}; empty before the first reading. */
    Optional<AgentProfile> profile(ReservationBook book) {
        if (latest == null) {
            return Optional.empty();
        }
        Specs fixed = latest.specs();
        return Optional.of(new AgentProfile(
                config.name,
                fixed.machine(),
                fixed.os(),
                fixed.arch(),
                fixed.cpu(),
                new AgentProfile.Memory(fixed.memoryBytes(), latest.load().freeMemoryBytes()),
                latest.disk(),
                fixed.network(),
                load().orElseThrow(),
                config.slots,
                book.freeSlots(),
                book.running(),
                benchmark.getAsDouble(),
                latest.compilers(),
                config.metadata));
    }

    private Specs specs() {
        if (specs == null) {
            specs = machine.specs();
        }
        return specs;
    }

    private void probe() {
        try {
            Reading reading = new Reading(
                    specs(),
                    machine.sample(),
                    new AgentProfile.Disk(work.diskBytes(), work.freeBytes()),
                    compilers.refresh());
            loop.execute(() -> {
                latest = reading;
                listener.looked(reading.specs(), reading.compilers());
                listener.probed(reading.specs().memoryBytes());
            });
        } catch (IOException | RuntimeException | LinkageError e) {
            loop.execute(() -> listener.failed("the machine cannot be probed: " + e));
        }
    }
}
