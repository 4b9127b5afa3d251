package io.jenkins.plugins.distcompile.toolchain;

import java.util.List;
import java.util.Map;

/** What a helper is asked to run. Its inputs travel as attachments of the {@code Assign} message, in the order named. */
public sealed interface Task {

    /**
     * Compile one unit: a preprocessed text, which is attachment 0, or a source file as a mirror of the client's files
     * shows it; then each attachment is an {@link InputPack} for the mirror.
     *
     * @param compiler digest of the compiler, as in {@link io.jenkins.plugins.distcompile.criteria.CompilerFacts#digest()}
     * @param language what the text is to be compiled as
     * @param options options for the compile step alone: no preprocessing options, no source, no {@code -o}, no {@code
     *     -c}; with a mirror those for preprocessing too, with the client's paths
     * @param source the source as the user's command names it; for debug information and diagnostics
     * @param directory the client's working directory; for debug information only, never opened on the agent
     * @param output the object as the user's command names it; only names derived from it (a {@code .dwo}) show it
     * @param sideOutputs suffixes of further files to return, written beside the object: {@code .dwo}, {@code .gcno}, …
     * @param environment locale variables that shape diagnostics ({@code LC_ALL}, {@code LC_MESSAGES}, {@code LANG} …)
     * @param mirror how it is preprocessed; {@link Mirror#NONE} = it is already
     */
    record Compile(
            String compiler,
            Language language,
            List<String> options,
            String source,
            String directory,
            String output,
            List<String> sideOutputs,
            Map<String, String> environment,
            Mirror mirror)
            implements Task {
        public Compile {
            options = List.copyOf(options);
            sideOutputs = List.copyOf(sideOutputs);
            environment = Map.copyOf(environment);
        }

        /** Of a text. */
        public Compile(
                String compiler,
                Language language,
                List<String> options,
                String source,
                String directory,
                String output,
                List<String> sideOutputs,
                Map<String, String> environment) {
            this(compiler, language, options, source, directory, output, sideOutputs, environment, Mirror.NONE);
        }

        /** The same unit, preprocessed where it is compiled. */
        public Compile mirrored(List<String> all, Mirror shown) {
            return new Compile(compiler, language, all, source, directory, output, sideOutputs, environment, shown);
        }
    }

    /**
     * What a compile finds in the mirror besides files. Paths are the client's, absolute and without {@code ..}.
     *
     * @param system the compiler's own folders for headers, in the order of search; empty = no mirror is used
     * @param folders that have to exist, whether there are files in them or not
     * @param preincluded the header that the compiler includes by itself, by its name; empty = none
     * @param dependencies {@code -MD} or {@code -MMD} to have what was read listed; empty = not wanted
     */
    record Mirror(List<String> system, List<String> folders, String preincluded, String dependencies) {
        public static final Mirror NONE = new Mirror(List.of(), List.of(), "", "");

        public Mirror {
            system = List.copyOf(system);
            folders = List.copyOf(folders);
        }

        public boolean used() {
            return !system.isEmpty();
        }
    }

    /**
     * Run any command that the helper's policy allows, in an own folder that holds just the declared inputs.
     *
     * @param command argument vector; the program is looked up by the helper's policy
     * @param inputs relative paths, one per attachment
     * @param outputs relative paths to return
     */
    record Command(List<String> command, List<String> inputs, List<String> outputs) implements Task {
        public Command {
            command = List.copyOf(command);
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
        }
    }
}
