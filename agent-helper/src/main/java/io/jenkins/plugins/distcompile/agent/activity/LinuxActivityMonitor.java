package io.jenkins.plugins.distcompile.agent.activity;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** The monitor for Linux; reads the kernel's files below a root that tests replace. */
final class LinuxActivityMonitor implements ActivityMonitor {
    private final InputWatch inputs;
    private final MicrophoneWatch microphones;
    private final SessionWatch sessions;
    private final ForeignLoad processes;
    private final Path proc;
    private final InstantSource clock;
    private final SignLog log = new SignLog();

    private LinuxActivityMonitor(Path root, ForeignLoad processes, SessionIdle idle, InstantSource clock) {
        this.proc = root.resolve("proc");
        Path sys = root.resolve("sys");
        Path dev = root.resolve("dev");
        this.inputs = new InputWatch(proc, sys, dev);
        this.microphones = new MicrophoneWatch(proc, sys);
        this.sessions = new SessionWatch(dev, root.resolve("run"), idle);
        this.processes = processes;
        this.clock = clock;
    }

    static LinuxActivityMonitor of(Path root, ProcessSource source, SessionIdle idle, InstantSource clock) {
        return new LinuxActivityMonitor(root, new ForeignLoad(source, clock), idle, clock);
    }

    @Override
    public Activity sample() {
        Findings findings = new Findings(clock.instant(), log);
        inputs.look(findings);
        microphones.look(findings);
        sessions.look(findings);
        ForeignLoad.Sample load = processes.sample();
        findings.present(Sign.PROCESSES);
        if (!load.top().isEmpty()) {
            findings.sign(Sign.PROCESSES, findings.now(), load.top().get(0).name());
        }
        // With hidepid (proc(5)) another account's processes do not show at all; the first process is another's.
        if (!Files.isReadable(proc.resolve("1/stat"))) {
            findings.blind(Sign.PROCESSES, "other users' processes are hidden (proc is mounted with hidepid)");
        }
        return findings.activity(load);
    }

    @Override
    public void close() {
        inputs.close();
    }
}
