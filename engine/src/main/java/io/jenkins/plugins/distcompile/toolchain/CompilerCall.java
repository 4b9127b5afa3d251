package io.jenkins.plugins.distcompile.toolchain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a command line turned out to be. Immutable; made by {@link CommandLine#parse}. */
public sealed interface CompilerCall {

    /** Not a compiler, or a compiler that compiles nothing; to be run as any other command. */
    record NotACompile(String reason) implements CompilerCall {}

    /**
     * A compile that has to run here.
     *
     * @param source absolute; null when there is not exactly one
     * @param output absolute, the object; null when nothing is written or it is not known
     * @param outputs all files that are known to be written, absolute
     * @param reason one line
     */
    record LocalOnly(Path source, Path output, List<Path> outputs, String reason) implements CompilerCall {
        public LocalOnly {
            outputs = List.copyOf(outputs);
        }
    }

    /**
     * A compile that an agent may do.
     *
     * @param program the compiler as written, launchers left out
     * @param family how its command line was read
     * @param language what the source is compiled as
     * @param directory the working directory, absolute
     * @param source as written
     * @param sourcePath absolute
     * @param output as written; derived from the source when there was no {@code -o}
     * @param outputPath absolute
     * @param sideOutputs suffixes of files that the compile step writes beside the object: {@code .dwo}, {@code .su}
     * @param options of the compile step, in the order written; the agent's
     * @param preprocessing all options that matter to preprocessing, in the order written; the client's
     * @param dependencies the dependency file; null when none was asked for
     */
    record Compile(
            String program,
            CompilerFamily family,
            Language language,
            Path directory,
            String source,
            Path sourcePath,
            String output,
            Path outputPath,
            List<String> sideOutputs,
            List<String> options,
            List<String> preprocessing,
            DependencyFile dependencies)
            implements CompilerCall {
        public Compile {
            sideOutputs = List.copyOf(sideOutputs);
            options = List.copyOf(options);
            preprocessing = List.copyOf(preprocessing);
        }

        /** Whether the objects depend on the processor of the machine that compiles: {@code -march=native}. */
        public boolean forThisProcessor() {
            return options.stream().anyMatch(NATIVE::contains);
        }

        /** All files this command writes, absolute, the object first. */
        public List<Path> outputs() {
            List<Path> all = new ArrayList<>(List.of(outputPath));
            sideOutputs.forEach(suffix -> all.add(sideOutput(suffix)));
            if (dependencies != null) {
                all.add(dependencies.path());
            }
            return List.copyOf(all);
        }

        /** Where the file with this suffix goes, absolute. */
        public Path sideOutput(String suffix) {
            return outputPath.resolveSibling(
                    withoutSuffix(outputPath.getFileName().toString()) + suffix);
        }

        /**
         * The task for an agent.
         *
         * @param compiler digest of the local compiler
         * @param environment the client's; only locale variables are taken from it
         * @param colour whether diagnostics are to be coloured
         */
        public Task.Compile task(String compiler, Map<String, String> environment, boolean colour) {
            List<String> all = new ArrayList<>(options);
            if (colour && options.stream().noneMatch(CompilerCall::saysColour)) {
                all.add(COLOUR);
            }
            return new Task.Compile(
                    compiler,
                    language,
                    all,
                    source,
                    directory.toString(),
                    output,
                    sideOutputs,
                    CompilerEnvironment.locale(environment));
        }
    }

    /** Options that the driver replaces by what it finds on its machine. */
    Set<String> NATIVE = Set.of("-march=native", "-mtune=native", "-mcpu=native");

    /** Neither compiler records this option in its objects. */
    String COLOUR = "-fdiagnostics-color=always";

    /** Whether the user has decided about colour himself. */
    static boolean saysColour(String option) {
        return option.startsWith("-fdiagnostics-color")
                || option.endsWith("-color-diagnostics")
                || option.equals("-fcolor-diagnostics")
                || option.equals("-fno-diagnostics-color");
    }

    /** The name without what follows its last dot. */
    static String withoutSuffix(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
