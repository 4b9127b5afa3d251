package io.jenkins.plugins.distcompile.agent.activity;

import java.util.List;
import java.util.Locale;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/** The processes as OSHI lists them. */
final class OshiProcessSource implements ProcessSource {
    private final SystemInfo system = new SystemInfo();
    private final OperatingSystem os = system.getOperatingSystem();
    private final int cores = system.getHardware().getProcessor().getLogicalProcessorCount();
    private final int usualPriority = usualPriority(System.getProperty("os.name", ""));

    @Override
    public List<Snapshot> list() {
        return os.getProcesses().stream().map(this::snapshot).toList();
    }

    @Override
    public int cores() {
        return Math.max(1, cores);
    }

    private Snapshot snapshot(OSProcess process) {
        return new Snapshot(
                process.getProcessID(),
                process.getParentProcessID(),
                process.getName(),
                process.getStartTime(),
                process.getKernelTime() + process.getUserTime(),
                process.getPriority() > usualPriority);
    }

    /** Linux: 20 + nice, proc(5). macOS and the BSDs state nice itself or a changing value; Windows 0 … 31, higher is more. */
    private static int usualPriority(String osName) {
        return osName.toLowerCase(Locale.ROOT).contains("linux") ? 20 : Integer.MAX_VALUE;
    }
}
