package io.jenkins.plugins.distcompile.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.distcompile.plan.Plan;
import io.jenkins.plugins.distcompile.plan.ResourceNeed;
import io.jenkins.plugins.distcompile.plan.Unit;
import io.jenkins.plugins.distcompile.plan.UnitKind;
import io.jenkins.plugins.distcompile.schedule.UnitFacts;
import io.jenkins.plugins.distcompile.toolchain.CompilerIdentity;
import io.jenkins.plugins.distcompile.toolchain.CompilerIdentity.Identified;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Which compiler a unit needs, with the real ones. */
public final class BuildPlanTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final Map<String, String> environment = Map.of("PATH", System.getenv("PATH"));
    private final CompilerIdentity identity = new CompilerIdentity();

    @Test
    public void aCompilerCalledCcIsReadAsWhatItIs() throws Exception {
        Path clang = identity.probe("clang", root(), environment).path();
        Files.createSymbolicLink(root().resolve("cc"), clang.toRealPath());
        assertThat(facts("./cc", "-c", "a.c").remote()).isTrue();
        assertThat(facts("./cc", "-g", "-c", "a.c").localReason()).contains("DWARF 5");
        assertThat(facts("gcc", "-g", "-c", "a.c").remote()).isTrue();
    }

    @Test
    public void aUnitForThisProcessorNeedsACompilerThatSeesTheSame() throws Exception {
        Identified gcc = identity.probe("gcc", root(), environment);
        assertThat(facts("gcc", "-c", "a.c").compiler()).isEqualTo(gcc.facts().digest());
        assertThat(facts("gcc", "-march=native", "-c", "a.c").compiler())
                .isEqualTo(gcc.onThisProcessor().digest())
                .isNotEqualTo(gcc.facts().digest());
        assertThat(gcc.offers()).containsExactly(gcc.facts(), gcc.onThisProcessor());
    }

    private Path root() throws Exception {
        return folder.getRoot().toPath().toRealPath();
    }

    private UnitFacts facts(String... command) throws Exception {
        Unit unit = new Unit(
                "a",
                UnitKind.COMPILE,
                List.of(command),
                root(),
                List.of(root().resolve("a.c")),
                List.of(root().resolve("a.o")),
                Set.of(),
                ResourceNeed.NONE,
                true);
        return BuildPlan.of(Plan.of(List.of(unit)), environment, identity)
                .facts()
                .get(0);
    }
}
