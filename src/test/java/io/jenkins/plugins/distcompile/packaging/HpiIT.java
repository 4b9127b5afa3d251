package io.jenkins.plugins.distcompile.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.Extension;
import hudson.init.Initializer;
import hudson.init.Terminator;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.Attributes;
import net.java.sezpoz.Index;
import org.jenkinsci.Symbol;
import org.junit.BeforeClass;
import org.junit.Test;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.kohsuke.stapler.verb.GET;
import org.kohsuke.stapler.verb.POST;

/** Opens the .hpi that this build has just packed and looks for what Jenkins will look for. */
public class HpiIT {
    private static final long HELPER_LIMIT_BYTES = 10_000_000;

    private static PackedPlugin hpi;

    @BeforeClass
    public static void open() throws IOException {
        hpi = PackedPlugin.open(Path.of(System.getProperty("hpi")));
    }

    @Test
    public void theManifestNamesThePluginAndWhatItNeeds() throws IOException {
        Attributes manifest = PackedPlugin.manifest(hpi.entries());

        assertThat(manifest.getValue("Short-Name")).isEqualTo("distributed-compile");
        assertThat(manifest.getValue("Long-Name")).isEqualTo("Distributed Compile");
        assertThat(manifest.getValue("Group-Id")).isEqualTo("io.jenkins.plugins");
        assertThat(manifest.getValue("Plugin-Version")).isNotBlank();
        assertThat(manifest.getValue("Jenkins-Version")).isEqualTo("2.541.3");
        assertThat(manifest.getValue("Hudson-Version")).isEqualTo("2.541.3");
        assertThat(manifest.getValue("Support-Dynamic-Loading")).isEqualTo("true");
        assertThat(manifest.getValue("Plugin-Dependencies").split(","))
                .allMatch(dependency -> dependency.matches("[a-z0-9-]+:[^:;]+"))
                .extracting(dependency -> dependency.substring(0, dependency.indexOf(':')))
                .containsExactlyInAnyOrder("structs", "workflow-step-api", "jackson2-api");
    }

    @Test
    public void thePluginsJarCarriesTheSameManifest() throws IOException {
        Attributes inner = PackedPlugin.manifest(hpi.ownJar());
        Attributes outer = PackedPlugin.manifest(hpi.entries());
        outer.remove(new Attributes.Name("Ant-Version"));
        assertThat(inner.entrySet()).isEqualTo(outer.entrySet());
    }

    @Test
    public void onlyOurOwnLibrariesArePacked() {
        assertThat(hpi.libraries())
                .extracting(name -> name.replaceFirst("WEB-INF/lib/", "").replaceFirst("(-[0-9].*)?\\.jar$", ""))
                .containsExactlyInAnyOrder(
                        "distributed-compile", "distributed-compile-engine", "aircompressor", "h2-mvstore");
    }

    @Test
    public void noClassThatJenkinsShipsIsPacked() throws IOException {
        for (String library : hpi.libraries()) {
            assertThat(PackedPlugin.jar(hpi.entries().get(library)).keySet())
                    .as(library)
                    .noneMatch(name -> name.matches("(hudson|jenkins|org/kohsuke|org/jenkinsci|org/jvnet|net/sf/json"
                            + "|net/java/sezpoz|jakarta|javax/servlet|com/fasterxml|org/slf4j|oshi|com/sun/jna)/.*"));
        }
    }

    @Test
    public void theHelperIsInPlaceWhereJenkinsServesNothing() throws IOException {
        byte[] helper = hpi.entries().get(PackedPlugin.HELPER);
        assertThat(helper).hasSizeLessThan((int) HELPER_LIMIT_BYTES);
        Map<String, byte[]> files = PackedPlugin.jar(helper);
        assertThat(PackedPlugin.manifest(files).getValue("Main-Class"))
                .isEqualTo("io.jenkins.plugins.distcompile.cli.Main");
        assertThat(files).containsKey("io/jenkins/plugins/distcompile/cli/Main.class");
    }

    @Test
    public void theExtensionIndexListsExactlyTheExtensions() throws Exception {
        TreeSet<String> indexed = new TreeSet<>();
        for (var item : Index.load(Extension.class, Object.class, HpiIT.class.getClassLoader())) {
            indexed.add(item.className());
        }
        assertThat(hpi.ownJar()).containsKey("META-INF/annotations/hudson.Extension");
        assertThat(indexed).isNotEmpty().isEqualTo(annotatedWith(Extension.class));
    }

    /** The ones that Jenkins finds by an index of names rather than by sezpoz. */
    @Test
    public void theIndexesOfAnnotationsListExactlyTheAnnotated() throws Exception {
        for (Class<? extends Annotation> annotation : List.of(Symbol.class, Terminator.class, Initializer.class)) {
            String index = hpi.ownText("META-INF/services/annotations/" + annotation.getName());
            assertThat(new TreeSet<>(index.lines().toList()))
                    .as(annotation.getName())
                    .isEqualTo(annotatedWith(annotation));
        }
        assertThat(annotatedWith(Symbol.class)).isNotEmpty();
        assertThat(annotatedWith(Terminator.class)).isNotEmpty();
    }

    @Test
    public void staplerFindsTheNamesOfParameters() throws Exception {
        int bound = 0;
        for (Class<?> type : classes()) {
            for (Executable executable : executables(type)) {
                if (bindsByName(executable)) {
                    bound++;
                    assertThat(executable.getParameters()).as("%s", executable).allMatch(Parameter::isNamePresent);
                }
            }
        }
        assertThat(bound).isPositive();
    }

    private static boolean bindsByName(Executable executable) {
        return executable.isAnnotationPresent(DataBoundConstructor.class)
                || executable.isAnnotationPresent(DataBoundSetter.class)
                || Arrays.stream(executable.getParameters())
                        .anyMatch(parameter -> parameter.isAnnotationPresent(QueryParameter.class));
    }

    private static List<Executable> executables(Class<?> type) {
        List<Executable> executables = new ArrayList<>(List.of(type.getDeclaredMethods()));
        executables.addAll(List.of(type.getDeclaredConstructors()));
        return executables;
    }

    @Test
    public void everyWebMethodNamesItsVerb() throws Exception {
        int methods = 0;
        for (Class<?> type : classes()) {
            for (Method method : type.getDeclaredMethods()) {
                boolean web = method.getName().matches("do[A-Z].*") || method.isAnnotationPresent(WebMethod.class);
                if (web && Modifier.isPublic(method.getModifiers())) {
                    methods++;
                    assertThat(List.of(POST.class, RequirePOST.class, GET.class))
                            .as("verb of %s", method)
                            .anyMatch(method::isAnnotationPresent);
                }
            }
        }
        assertThat(methods).isPositive();
    }

    /** What has a describable's constructor and is bound by forms and scripts has a getter for every setter. */
    @Test
    public void everyPropertyThatIsSetCanBeRead() throws Exception {
        for (Class<?> type : classes()) {
            for (Method method : type.getDeclaredMethods()) {
                if (method.isAnnotationPresent(DataBoundSetter.class)) {
                    String property = method.getName().substring("set".length());
                    assertThat(type.getMethods())
                            .as("getter of %s", method)
                            .anyMatch(getter -> getter.getName().matches("(get|is)" + property)
                                    && getter.getReturnType() == method.getParameterTypes()[0]);
                }
            }
        }
    }

    @Test
    public void everyViewHelpAndMessageFileHasItsClass() {
        for (String name : hpi.ownJar().keySet()) {
            if (name.startsWith("io/") && !name.endsWith(".class")) {
                String folder = name.substring(0, name.lastIndexOf('/'));
                boolean messages = name.endsWith("/Messages.properties");
                assertThat(hpi.ownerOf(messages ? folder + "/Messages" : folder))
                        .as("owner of %s", name)
                        .isNotNull();
            }
        }
    }

    @Test
    public void everyHelpFileExplainsAPropertyOfItsClass() throws Exception {
        for (String name : hpi.ownJar().keySet()) {
            if (name.matches("io/.*/help-\\w+\\.html")) {
                String folder = name.substring(0, name.lastIndexOf('/'));
                String field = name.substring(folder.length() + "/help-".length(), name.length() - ".html".length());
                String getter = "get" + field.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + field.substring(1);
                assertThat(Class.forName(hpi.ownerOf(folder)).getMethods())
                        .as(name)
                        .anyMatch(method -> method.getName().equals(getter)
                                || method.getName().equals("is" + getter.substring("get".length())));
            }
        }
    }

    @Test
    public void everyJellyFileEscapesByDefault() {
        assertThat(hpi.ownText("index.jelly")).contains("<div>");
        for (String name : hpi.ownJar().keySet()) {
            if (name.endsWith(".jelly")) {
                assertThat(hpi.ownText(name)).as(name).startsWith("<?jelly escape-by-default='true'?>");
            }
        }
    }

    private static List<Class<?>> classes() throws ClassNotFoundException {
        List<Class<?>> classes = new ArrayList<>();
        for (String name : hpi.classNames()) {
            classes.add(Class.forName(name, false, HpiIT.class.getClassLoader()));
        }
        return classes;
    }

    private static TreeSet<String> annotatedWith(Class<? extends Annotation> annotation) throws ClassNotFoundException {
        TreeSet<String> names = new TreeSet<>();
        for (Class<?> type : classes()) {
            boolean method =
                    Arrays.stream(type.getDeclaredMethods()).anyMatch(each -> each.isAnnotationPresent(annotation));
            if (method || type.isAnnotationPresent(annotation)) {
                names.add(type.getName());
            }
        }
        return names;
    }
}
