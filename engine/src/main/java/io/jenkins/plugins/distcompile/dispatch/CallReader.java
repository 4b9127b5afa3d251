package io.jenkins.plugins.distcompile.dispatch;

import io.jenkins.plugins.distcompile.plan.ResourceNeed;
import io.jenkins.plugins.distcompile.plan.Unit;
import io.jenkins.plugins.distcompile.plan.UnitKind;
import io.jenkins.plugins.distcompile.toolchain.CommandLine;
import io.jenkins.plugins.distcompile.toolchain.CompilerCall;
import io.jenkins.plugins.distcompile.toolchain.CompilerIdentity;
import io.jenkins.plugins.distcompile.toolchain.Language;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads compiler calls one by one, as a build tool makes them, and names each unit by its output as seen from the build's
 * folder: the same name in the next build. An output that is made again gets a number, for it may be another source by now.
 * One thread.
 */
public final class CallReader {
    private final Path folder;
    private final CompilerIdentity identity;
    private final Map<String, Integer> uses = new HashMap<>();
    /** Of the last call: mostly the next one's too, and kept with each unit. */
    private Map<String, String> last = Map.of();

    /** What a call turned out to be. Immutable. */
    public static final class Call {
        private final UnitAnalysis.Finding finding; // null = no compile
        private final Map<String, String> environment;
        private final String reason;

        private Call(UnitAnalysis.Finding finding, Map<String, String> environment, String reason) {
            this.finding = finding;
            this.environment = environment;
            this.reason = reason;
        }

        /** Why it is nothing for agents; null = it is. */
        public String localReason() {
            return reason;
        }

        UnitAnalysis.Finding finding() {
            return finding;
        }

        Map<String, String> environment() {
            return environment;
        }
    }

    /** @param folder from which names are seen */
    public CallReader(Path folder, CompilerIdentity identity) {
        this.folder = folder.toAbsolutePath().normalize();
        this.identity = identity;
    }

    /**
     * Reads one; the first call of a compiler runs it a few times, to know it again on agents.
     *
     * @param command compiler first, launchers such as {@code ccache} allowed before it
     * @param directory absolute
     * @param environment all of the caller's
     */
    public Call read(List<String> command, Path directory, Map<String, String> environment) {
        CompilerCall parsed = CommandLine.parse(command, directory);
        if (parsed instanceof CompilerCall.NotACompile other) {
            return new Call(null, environment, other.reason());
        }
        if (parsed instanceof CompilerCall.LocalOnly other) {
            return new Call(null, environment, other.reason());
        }
        CompilerCall.Compile compile = (CompilerCall.Compile) parsed;
        last = environment.equals(last) ? last : Map.copyOf(environment);
        // Anew each time: a build may replace the very compiler it calls.
        UnitAnalysis.Finding finding = new UnitAnalysis(last, identity).analyse(unit(compile, command), compile);
        return new Call(finding, last, finding.reason());
    }

    private Unit unit(CompilerCall.Compile compile, List<String> command) {
        boolean assembler =
                compile.language() == Language.ASSEMBLER || compile.language() == Language.ASSEMBLER_WITH_CPP;
        return new Unit(
                name(compile.outputPath()),
                assembler ? UnitKind.ASSEMBLE : UnitKind.COMPILE,
                command,
                compile.directory(),
                List.of(compile.sourcePath()),
                compile.outputs(),
                Set.of(),
                ResourceNeed.NONE,
                true);
    }

    private String name(Path output) {
        Path seen = output.startsWith(folder) ? folder.relativize(output) : output;
        int use = uses.merge(seen.toString(), 1, Integer::sum);
        return use == 1 ? seen.toString() : seen + "#" + use;
    }
}
