package io.jenkins.plugins.distcompile.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.Node;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.distcompile.jenkins.pool.CompileNodeProperty;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.jvnet.hudson.test.JenkinsRule;

/** Configuration as Code: what docs/jenkins.md shows goes in, and what comes out goes in again. */
public class ConfigurationAsCodeJenkinsTest {
    private static final String GLOBAL =
            """
            unclassified:
              distributedCompile:
                label: "cc && x86_64"
                keptLogs: 30
                currency: "EUR"
                classes:
                  - name: "standard"
                    perHour: "0.05"
                  - name: "large"
                    fromCores: 16
                    perHour: "0.20"
            """;
    private static final String NODE =
            """
            jenkins:
              nodes:
                - permanent:
                    name: "cc1"
                    labelString: "cc"
                    remoteFS: "/tmp/cc1"
                    launcher: "inbound"
                    nodeProperties:
                      - compileAgent:
                          slots: 4
                          memory: "8GiB"
                          costRate: "0.25"
                          activity: "person=lower-priority"
                          allow: "gcc g++"
                          directAddress: "0.0.0.0:7700"
            """;

    @Rule
    public final JenkinsRule jenkins = new JenkinsRule();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void theGlobalConfigurationGoesInAndComesOut() throws Exception {
        apply(GLOBAL);
        assertGlobal();
        String exported = export();
        // Whoever reads it finds what he would have written.
        assertThat(exported)
                .contains("distributedCompile:", "label: \"cc && x86_64\"", "keptLogs: 30", "name: \"large\"");
        apply("unclassified: {distributedCompile: {label: 'other', keptLogs: 1, currency: '', classes: []}}");
        assertThat(DistCompileConfiguration.get().getClasses()).isEmpty();
        apply(section(exported, "unclassified:"));
        assertGlobal();
    }

    private static void assertGlobal() {
        DistCompileConfiguration configuration = DistCompileConfiguration.get();
        assertThat(configuration.getLabel()).isEqualTo("cc && x86_64");
        assertThat(configuration.getKeptLogs()).isEqualTo(30);
        assertThat(configuration.getCurrency()).isEqualTo("EUR");
        assertThat(configuration.getClasses())
                .extracting(CapacityClass::getName)
                .containsExactly("standard", "large");
        assertThat(configuration.getClasses().get(1).getFromCores()).isEqualTo(16);
        assertThat(configuration.getClasses().get(1).getPerHour()).isEqualTo(0.20);
    }

    @Test
    public void aNodesPropertyGoesInAndComesOut() throws Exception {
        apply(NODE);
        assertNode();
        String exported = export();
        assertThat(exported).contains("compileAgent:", "slots: 4", "directAddress: \"0.0.0.0:7700\"");
        jenkins.jenkins.removeNode(jenkins.jenkins.getNode("cc1"));
        apply(NODE);
        assertNode();
    }

    private void assertNode() {
        Node node = jenkins.jenkins.getNode("cc1");
        CompileNodeProperty property = node.getNodeProperty(CompileNodeProperty.class);
        assertThat(property.getSlots()).isEqualTo(4);
        assertThat(property.getMemory()).isEqualTo("8GiB");
        assertThat(property.getCostRate()).isEqualTo(0.25);
        assertThat(property.getActivity()).isEqualTo("person=lower-priority");
        assertThat(property.getAllow()).isEqualTo("gcc g++");
        assertThat(property.getDirectAddress()).isEqualTo("0.0.0.0:7700");
    }

    @Test
    public void whatASetterRefusesIsToldInItsWords() {
        assertThatThrownBy(() -> apply(NODE.replace("8GiB", "plenty")))
                .hasStackTraceContaining("memory: 'plenty': expected a size such as 24GiB");
    }

    private void apply(String yaml) throws Exception {
        Path file = folder.newFile().toPath();
        Files.writeString(file, yaml);
        ConfigurationAsCode.get().configure(file.toString());
    }

    private static String export() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    /** One top-level section of an export, cut down to ours: other plugins' parts are theirs to import. */
    private static String section(String yaml, String name) {
        String from = yaml.substring(yaml.indexOf("\n  distributedCompile:") + 1);
        StringBuilder ours = new StringBuilder(name).append('\n');
        from.lines()
                .takeWhile(line -> line.startsWith("  distributedCompile:") || line.startsWith("    "))
                .forEach(line -> ours.append(line).append('\n'));
        return ours.toString();
    }
}
