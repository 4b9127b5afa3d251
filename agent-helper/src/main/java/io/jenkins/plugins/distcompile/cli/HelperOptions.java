package io.jenkins.plugins.distcompile.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** What a helper offers and allows; shared by {@code serve} and the helpers that {@code --pool} starts. */
final class HelperOptions {
    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The agent's name in reports. Default: the host's name.")
    String name = HostName.get();

    @Option(names = "--slots", paramLabel = "N", description = "Units at once. Default: the number of processors.")
    private Integer slots;

    @Option(
            names = "--share",
            paramLabel = "N",
            description =
                    "This machine may have N such helpers: each has its part of the rate of the machine's class, and"
                            + " without --slots offers its processors divided by N.")
    int share = 1;

    @Option(
            names = "--max-memory",
            paramLabel = "SIZE",
            description = "Memory for units, such as 6GiB. Default: no limit beyond what is free.")
    String maxMemory;

    @Option(
            names = "--max-load",
            paramLabel = "SHARE",
            description = "Bid only while others use less than this share of the processors, 0 to 1. Default: always.")
    double maxLoad = Double.POSITIVE_INFINITY;

    @Option(
            names = "--allow",
            arity = "1..*",
            paramLabel = "COMPILER",
            description = "Compilers that may be run, by name or path. Default: every gcc and clang on PATH.")
    List<String> allow = List.of();

    @Option(
            names = "--allow-command",
            arity = "1..*",
            paramLabel = "PROGRAM",
            description = "Programs that link, archive and other command units may run. Default: none.")
    List<String> allowCommand = List.of();

    @Option(
            names = "--rate",
            paramLabel = "RATE",
            description = "What an hour of this agent costs, all its slots; clients may know better.")
    String rate;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description = "Folder for units while they are compiled. Default: the system's temporary folder.")
    Path work = Path.of(System.getProperty("java.io.tmpdir"));

    /** For a helper that is started by this program itself. */
    HelperOptions withSlots(int number) {
        slots = number;
        return this;
    }

    /** At least one, unless the user says otherwise. */
    int slots() {
        if (share < 1) {
            throw UserError.usage("--share " + share + ": at least 1");
        }
        return slots != null ? slots : Math.max(1, Runtime.getRuntime().availableProcessors() / share);
    }
}
