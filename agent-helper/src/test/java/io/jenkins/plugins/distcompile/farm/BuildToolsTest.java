package io.jenkins.plugins.distcompile.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;

/** Trees that CMake and Meson have configured, built under {@code distcompile run} as docs/compiler-launcher.md says. */
public class BuildToolsTest {
    private static final int UNITS = 5;

    private final Farm farm = new Farm();
    private final MakeRun runs = new MakeRun(farm);

    @Rule
    public final RuleChain rules = RuleChain.outerRule(farm).around(runs);

    private Project project;
    private HelperProcess helper;

    @Before
    public void writeProject() throws Exception {
        project = runs.project(UNITS, "0");
        helper =
                farm.helperWith(Path.of("/usr/bin/gcc"), "helper", "--allow", "/usr/bin/g++", "--allow", "/usr/bin/cc");
        Files.writeString(
                project.folder().resolve("sixth.cpp"), "#include <string>\nstd::string s() { return \"s\"; }\n");
        // To be found without a run around them: the launcher of the checkout.
        Path launcher = Files.createDirectories(farm.path("on-path")).resolve("distcompile-cc");
        Files.copy(Path.of("../bin/distcompile-cc"), launcher);
        assertThat(Files.isExecutable(launcher)).isTrue();
    }

    @Test
    public void ninjaInATreeOfCMakes() throws Exception {
        needs("cmake", "ninja");
        Files.writeString(
                project.folder().resolve("CMakeLists.txt"),
                """
                cmake_minimum_required(VERSION 3.16)
                project(sample C CXX)
                set(CMAKE_BUILD_TYPE RelWithDebInfo)
                file(GLOB sources *.c *.cpp)
                add_library(sample STATIC ${sources})
                """);
        shell("cmake -S . -B build -G Ninja -DCMAKE_C_COMPILER_LAUNCHER=distcompile-cc"
                + " -DCMAKE_CXX_COMPILER_LAUNCHER=distcompile-cc");
        sameWithThePoolAndWithout("ninja", "-C", "build", "-j16");
    }

    @Test
    public void makeInATreeThatIsConfiguredUnderARun() throws Exception {
        needs("cmake", "make");
        Files.writeString(
                project.folder().resolve("CMakeLists.txt"),
                """
                cmake_minimum_required(VERSION 3.16)
                project(sample C CXX)
                file(GLOB sources *.c *.cpp)
                add_library(sample STATIC ${sources})
                """);
        Cli configured = run(
                "cmake",
                "-S",
                ".",
                "-B",
                "build",
                "-DCMAKE_C_COMPILER_LAUNCHER=distcompile-cc",
                "-DCMAKE_CXX_COMPILER_LAUNCHER=distcompile-cc");
        assertThat(configured.status()).as(configured.err()).isZero();
        sameWithThePoolAndWithout("cmake", "--build", "build", "-j", "16");
    }

    @Test
    public void ninjaInATreeOfMesons() throws Exception {
        needs("meson", "ninja");
        Files.writeString(
                project.folder().resolve("meson.build"),
                """
                project('sample', 'c', 'cpp', default_options: ['buildtype=debugoptimized'])
                sources = ['sixth.cpp']
                foreach i : range(5)
                  sources += 'unit0@0@.c'.format(i)
                endforeach
                static_library('sample', sources)
                """);
        shell("CC='distcompile-cc gcc' CXX='distcompile-cc g++' meson setup build");
        sameWithThePoolAndWithout("ninja", "-C", "build", "-j16");
    }

    private void sameWithThePoolAndWithout(String... build) throws Exception {
        Cli run = run(build);
        assertThat(run.status()).as(run.err() + run.out()).isZero();
        assertThat(run.json().get("remoteUnits").asInt()).as(run.out()).isEqualTo(UNITS + 1);
        Map<String, byte[]> fromPool = objects();
        assertThat(fromPool).hasSize(UNITS + 1);
        for (String object : fromPool.keySet()) {
            Files.delete(project.folder().resolve(object));
        }
        shell(String.join(" ", build));
        assertThat(objects()).containsExactlyEntriesOf(fromPool);
        assertThat(runs.leftovers(project)).noneMatch(name -> name.contains("distcompile"));
    }

    private Cli run(String... command) throws Exception {
        return runs.start(project, List.of(helper), List.of("--json"), command).finish();
    }

    /** Outside of any run. */
    private void shell(String command) throws Exception {
        Path said = farm.path("said");
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command)
                .directory(project.folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().merge("PATH", farm.path("on-path").toString(), (path, own) -> own + ":" + path);
        assertThat(builder.start().waitFor()).as(Files.readString(said)).isZero();
    }

    private Map<String, byte[]> objects() throws Exception {
        Map<String, byte[]> objects = new TreeMap<>();
        try (Stream<Path> files = Files.walk(project.folder().resolve("build"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".o")).toList()) {
                objects.put(project.folder().relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return objects;
    }

    private static void needs(String... programs) {
        for (String program : programs) {
            assumeTrue(
                    program + " is not installed",
                    Stream.of(System.getenv("PATH").split(":"))
                            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))));
        }
    }
}
