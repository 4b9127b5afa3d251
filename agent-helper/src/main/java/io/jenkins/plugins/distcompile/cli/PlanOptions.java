package io.jenkins.plugins.distcompile.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** What to build: one of three forms of input. */
final class PlanOptions {
    @Option(
            names = "--compile-commands",
            paramLabel = "FILE",
            description = "A compilation database, compile_commands.json, as CMake, Meson and bear write it.")
    Path compileCommands;

    @Option(
            names = "--sources",
            arity = "1..*",
            paramLabel = "GLOB",
            description = "Sources, such as 'src/**/*.c'; with --command.")
    List<String> sources = List.of();

    @Option(
            names = "--command",
            paramLabel = "TEMPLATE",
            description =
                    "How to compile one of --sources: 'gcc -O2 -c {source} -o {output}'; {name}, {dir}, {ext} too.")
    String command;

    @Option(
            names = "--output",
            paramLabel = "PATTERN",
            description = "Where the object of one of --sources goes. Default: ${DEFAULT-VALUE}")
    String output = "{dir}/{name}.o";

    @Option(names = "--plan", paramLabel = "FILE", description = "A plan file with dependencies: docs/plan-format.md.")
    Path plan;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write every output below this folder instead of where the commands say.")
    Path out;
}
