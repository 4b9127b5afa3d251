package io.jenkins.plugins.distcompile.agent;

import oshi.SystemInfo;

/**
 * This machine through OSHI. Loading it takes a third of a second to a second, so that happens once a JVM, on the first
 * use, on the probe thread of whichever helper comes first.
 */
final class OshiMachine implements Machine {

    /** null = {@link #specs()} has not been asked. */
    private LoadProbe load;

    /** Loaded by the JVM when it is first touched, once, under its class lock. */
    private static final class Shared {
        static final SystemInfo INFO = new SystemInfo();
        static final Specs SPECS = SpecProbe.probe(INFO);
    }

    @Override
    public Specs specs() {
        Specs specs = Shared.SPECS;
        load = new LoadProbe(Shared.INFO, OwnWork.OF_THIS_JVM::cpuMillis);
        return specs;
    }

    @Override
    public void restart() {
        load.restart();
    }

    @Override
    public LoadProbe.Sample sample() {
        return load.sample();
    }
}
