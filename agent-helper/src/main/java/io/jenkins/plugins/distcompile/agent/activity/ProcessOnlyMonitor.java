package io.jenkins.plugins.distcompile.agent.activity;

import java.time.InstantSource;

/** The monitor for systems whose devices and sessions are not read yet: sees processes, and says what it cannot see. */
final class ProcessOnlyMonitor implements ActivityMonitor {
    private final ForeignLoad processes;
    private final String os;
    private final InstantSource clock;
    private final SignLog log = new SignLog();

    ProcessOnlyMonitor(ForeignLoad processes, String os, InstantSource clock) {
        this.processes = processes;
        this.os = os;
        this.clock = clock;
    }

    @Override
    public Activity sample() {
        Findings findings = new Findings(clock.instant(), log);
        for (Sign sign : Sign.values()) {
            if (sign.ofPerson()) {
                findings.blind(sign, "not read on " + os);
            }
        }
        ForeignLoad.Sample load = processes.sample();
        findings.present(Sign.PROCESSES);
        if (!load.top().isEmpty()) {
            findings.sign(Sign.PROCESSES, findings.now(), load.top().get(0).name());
        }
        return findings.activity(load);
    }

    @Override
    public void close() {}
}
