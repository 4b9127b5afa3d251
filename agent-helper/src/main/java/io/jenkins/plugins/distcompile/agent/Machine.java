package io.jenkins.plugins.distcompile.agent;

/** The machine as the helper sees it. All methods may block and are called on the helper's probe thread only. */
interface Machine {

    /** The fixed facts; asked once a helper, first. */
    Specs specs();

    /** Starts a new window for {@link #sample()}, after a time in which nobody asked. */
    void restart();

    /** Load by others since the previous sample or restart, and free memory. */
    LoadProbe.Sample sample();
}
