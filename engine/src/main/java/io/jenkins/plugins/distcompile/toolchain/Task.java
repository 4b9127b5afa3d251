package io.jenkins.plugins.distcompile.toolchain;

import java.util.List;
import java.util.Map;

/** What a helper is asked to run. Its inputs travel as attachments of the {@code Assign} message, in the order named. */
public sealed interface Task {

    /**
     * Compile one preprocessed text; attachment 0 is the text.
     *
     * @param compiler digest of the compiler, as in {@link io.jenkins.plugins.distcompile.criteria.CompilerFacts#digest()}
     * @param language what the text is to be compiled as
     * @param options options for the compile step alone: no preprocessing options, no source, no {@code -o}, no {@code -c}
     * @param source the source as the user's command names it; for debug information and diagnostics
     * @param directory the client's working directory; for debug information only, never opened on the agent
     * @param output the object as the user's command names it; only names derived from it (a {@code .dwo}) show it
     * @param sideOutputs suffixes of further files to return, written beside the object: {@code .dwo}, {@code .gcno}, …
     * @param environment locale variables that shape diagnostics ({@code LC_ALL}, {@code LC_MESSAGES}, {@code LANG} …)
     */
    record Compile(
            String compiler,
            Language language,
            List<String> options,
            String source,
            String directory,
            String output,
            List<String> sideOutputs,
            Map<String, String> environment)
            implements Task {
        public Compile {
            options = List.copyOf(options);
            sideOutputs = List.copyOf(sideOutputs);
            environment = Map.copyOf(environment);
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
