package io.jenkins.plugins.distcompile.bench;

import io.jenkins.plugins.distcompile.simulate.SchemeTable;
import java.io.IOException;
import java.nio.file.Path;

/** Simulates every shape under every scheme and writes the tables into docs/performance.md. A minute and a half. */
public final class SchedulerTable {
    private static final int UNITS = 400;
    private static final int DISTURBED_UNITS = 800;
    private static final int PLANS = 30;
    private static final int LARGE_UNITS = 10_000;
    private static final int LARGE_AGENTS = 1000;

    private SchedulerTable() {}

    /** @param arguments the page to write into */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("usage: SchedulerTable PAGE");
        }
        Path page = Path.of(arguments[0]);
        PerformancePage.write(
                page, "simulator", SchemeTable.markdown(UNITS, PLANS).stripTrailing());
        PerformancePage.write(
                page, "disturbed", SchemeTable.disturbed(DISTURBED_UNITS, PLANS).stripTrailing());
        PerformancePage.write(
                page, "large", SchemeTable.large(LARGE_UNITS, LARGE_AGENTS).stripTrailing());
    }
}
