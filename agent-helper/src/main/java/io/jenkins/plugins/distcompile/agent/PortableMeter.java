package io.jenkins.plugins.distcompile.agent;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/** macOS, Windows and others: processor time by {@link ProcessHandle}, resident memory by OSHI. */
final class PortableMeter implements ProcessMeter {

    /** OSHI's view of the system; made on first use because that loads native libraries. */
    private OperatingSystem system;

    @Override
    public Optional<Reading> tree(ProcessHandle root) {
        if (!root.isAlive()) {
            return Optional.empty();
        }
        List<ProcessHandle> tree =
                Stream.concat(Stream.of(root), root.descendants()).toList();
        long cpu = tree.stream()
                .mapToLong(process ->
                        process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis())
                .sum();
        long resident =
                tree.stream().mapToLong(process -> resident(process.pid())).sum();
        return Optional.of(new Reading(cpu, 0, resident, resident));
    }

    @Override
    public Optional<Reading> glance(ProcessHandle process) {
        return tree(process);
    }

    @Override
    public long ownCpuMillis() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toMillis)
                .orElse(-1L);
    }

    private long resident(long pid) {
        if (system == null) {
            system = new SystemInfo().getOperatingSystem();
        }
        OSProcess process = system.getProcess((int) pid);
        return process == null ? 0 : process.getResidentMemory();
    }
}
