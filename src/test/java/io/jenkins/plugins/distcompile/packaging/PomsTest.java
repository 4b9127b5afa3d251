package io.jenkins.plugins.distcompile.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.Before;
import org.junit.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Keeps {@code jenkins.pom.xml} and the reactor's POM of the plugin from drifting apart. */
public class PomsTest {
    private Element reactor;
    private Element jenkins;

    @Before
    public void read() throws Exception {
        // Surefire runs in the module's folder, src/.
        reactor = parse("pom.xml");
        jenkins = parse("../jenkins.pom.xml");
    }

    @Test
    public void theyBuildTheSamePlugin() {
        for (String tag : List.of("artifactId", "name", "description")) {
            assertThat(text(jenkins, tag)).as(tag).isEqualTo(text(reactor, tag));
        }
        assertThat(text(jenkins, "version")).isEqualTo(text(child(reactor, "parent"), "version"));
        String version = text(child(jenkins, "properties"), "jenkins.version")
                .replace("${jenkins.baseline}", text(child(jenkins, "properties"), "jenkins.baseline"));
        assertThat(version).isEqualTo(text(child(reactor, "properties"), "jenkins.version"));
    }

    @Test
    public void pluginDependenciesOfTheManifestAreThePluginsOfTheOtherPom() {
        TreeSet<String> manifest = new TreeSet<>(List.of(
                text(child(reactor, "properties"), "plugin.dependencies").split(",")));
        TreeSet<String> plugins = new TreeSet<>();
        for (Element dependency : dependencies(jenkins)) {
            boolean needed = !text(dependency, "scope").equals("test");
            if (needed && text(dependency, "groupId").startsWith("org.jenkins-ci.plugins")) {
                plugins.add(text(dependency, "artifactId") + ":" + text(dependency, "version"));
            }
        }
        assertThat(plugins).isNotEmpty().isEqualTo(manifest);
    }

    @Test
    public void theyPackTheSameLibraries() {
        TreeSet<String> inReactor = new TreeSet<>();
        for (Element dependency : dependencies(reactor)) {
            String scope = text(dependency, "scope");
            if (scope.isEmpty() || scope.equals("compile") || scope.equals("runtime")) {
                inReactor.add(name(dependency));
            }
        }
        TreeSet<String> underJenkins = new TreeSet<>();
        for (Element dependency : dependencies(jenkins)) {
            if (text(dependency, "scope").isEmpty()
                    && !text(dependency, "groupId").startsWith("org.jenkins-ci.plugins")) {
                underJenkins.add(name(dependency));
            }
        }
        assertThat(underJenkins).isNotEmpty().isEqualTo(inReactor);
    }

    @Test
    public void librariesOnlyProvidedHereComeFromPluginsThere() {
        for (Element dependency : dependencies(reactor)) {
            if (text(dependency, "scope").equals("provided")) {
                assertThat(text(dependency, "groupId"))
                        .as("provided: %s", name(dependency))
                        .matches("com\\.fasterxml\\.jackson\\..*|\\$\\{project\\.groupId}");
            }
        }
    }

    private static Element parse(String file) throws Exception {
        File path = new File(file).getCanonicalFile();
        assertThat(path).isFile();
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(path)
                .getDocumentElement();
    }

    private static List<Element> dependencies(Element project) {
        return children(child(project, "dependencies"), "dependency");
    }

    private static String name(Element dependency) {
        return text(dependency, "groupId").replace("${project.groupId}", "io.jenkins.plugins") + ":"
                + text(dependency, "artifactId");
    }

    private static Element child(Element parent, String tag) {
        List<Element> found = children(parent, tag);
        assertThat(found).as("<%s> in <%s>", tag, parent.getTagName()).hasSize(1);
        return found.get(0);
    }

    private static String text(Element parent, String tag) {
        List<Element> found = children(parent, tag);
        return found.isEmpty() ? "" : found.get(0).getTextContent().strip();
    }

    private static List<Element> children(Element parent, String tag) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(tag)) {
                found.add(element);
            }
        }
        return found;
    }
}
