package io.jenkins.plugins.distcompile.agent;

import io.jenkins.plugins.distcompile.criteria.AgentProfile;

/** A machine whose load a test sets. */
final class FixedMachine implements Machine {

    volatile double load;

    @Override
    public Specs specs() {
        return new Specs(
                "machine",
                "linux",
                "x86_64",
                new AgentProfile.Cpu("model", 4, 2, 3000),
                8L << 30,
                new AgentProfile.Network(1_000_000_000));
    }

    @Override
    public void restart() {}

    @Override
    public LoadProbe.Sample sample() {
        return new LoadProbe.Sample(load, -1, 4L << 30);
    }
}
