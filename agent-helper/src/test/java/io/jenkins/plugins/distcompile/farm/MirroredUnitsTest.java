package io.jenkins.plugins.distcompile.farm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.distcompile.report.BuildEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Units that real helpers preprocess: objects, make rules and words are those of a local compile. */
public class MirroredUnitsTest {
    @Rule
    public final Farm farm = new Farm();

    private final List<Map<String, Object>> commands = new ArrayList<>();
    private Path project;
    private HelperProcess helper;

    @Before
    public void startHelper() throws Exception {
        project = Files.createDirectories(farm.path("my project/build")).getParent();
        helper = farm.helperWith(Path.of("gcc"), "helper", "--allow", "g++");
    }

    private void write(String name, String text) throws Exception {
        Files.createDirectories(project.resolve(name).getParent());
        Files.writeString(project.resolve(name), text);
    }

    private void unit(String source, String object, String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of("-c", source, "-o", object));
        commands.add(Map.of("directory", project.resolve("build").toString(), "file", source, "arguments", all));
    }

    private Cli build(String... options) throws Exception {
        Path database = farm.path("commands.json");
        new ObjectMapper().writeValue(database.toFile(), commands);
        Files.deleteIfExists(farm.events());
        List<String> arguments = new ArrayList<>(List.of(
                "build",
                "--compile-commands",
                database.toString(),
                "--key-file",
                farm.key().toString(),
                "--pool",
                helper.address(),
                "--events",
                farm.events().toString(),
                "--local-work",
                "fallback",
                "--no-history"));
        arguments.addAll(List.of(options));
        return Cli.start(farm.root(), arguments).finish();
    }

    /** Of those that are ready to be sent, so many are preprocessed by agents. */
    private void elsewhere(int units) throws Exception {
        assertThat(farm.events(BuildEvent.Prepared.class)
                        .filter(BuildEvent.Prepared::elsewhere)
                        .count())
                .isEqualTo(units);
    }

    /** Each file that the commands write, with its content here; then they are removed. */
    private Map<String, byte[]> local() throws Exception {
        for (Map<String, Object> command : commands) {
            Process compiler = new ProcessBuilder(((List<?>) command.get("arguments"))
                            .stream().map(Object::toString).toList())
                    .directory(project.resolve("build").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertThat(compiler.waitFor()).as(command.toString()).isZero();
        }
        return outputs();
    }

    private Map<String, byte[]> outputs() throws Exception {
        Map<String, byte[]> all = new TreeMap<>();
        try (var files = Files.list(project.resolve("build"))) {
            for (Path file :
                    files.filter(each -> each.toString().matches(".*\\.[od]")).toList()) {
                all.put(file.getFileName().toString(), Files.readAllBytes(file));
                Files.delete(file);
            }
        }
        return all;
    }

    private void writeSources() throws Exception {
        write("src/near.h", "#pragma once\nstatic inline int near(void) { return __LINE__; }\n");
        write("one/veil.h", "#include_next <veil.h>\n#define VEIL (3 + NEXT)\n");
        write("two/veil.h", "#define NEXT 4\n");
        write(
                "src/a b.c",
                "#include \"near.h\"\n#include <stdio.h>\n#include <veil.h>\n"
                        + "#if __has_include(<nothing.h>)\n#error wrong\n#endif\n"
                        + "int a(void) { return printf(\"%s\", __FILE__) + near() + VEIL; }\n");
        write(
                "src/b.cc",
                "#include <map>\n#include <string>\n#include \"near.h\"\n#include <veil.h>\n"
                        + "static std::map<std::string, int> m{{__FILE__, VEIL}};\nint b() { return m[\"\"] + near(); }\n");
    }

    @Test
    public void objectsAndMakeRulesAreTheLocalOnes() throws Exception {
        writeSources();
        String[] folders = {"-I../one", "-I" + project.resolve("two")};
        unit("../src/a b.c", "a.o", "gcc", "-O2", "-g", "-MD", folders[0], folders[1]);
        unit(project.resolve("src/b.cc").toString(), "b.o", "g++", "-O2", "-g", "-MMD", "-MP", folders[0], folders[1]);
        unit("../src/b.cc", "b2.o", "g++", "-std=c++20", folders[0], folders[1]);
        Map<String, byte[]> here = local();
        Cli build = build();
        assertThat(build.status()).as(build.err()).isZero();
        elsewhere(3);
        Map<String, byte[]> there = outputs();
        assertThat(there.keySet()).isEqualTo(here.keySet()).hasSize(5);
        here.forEach((name, content) -> assertThat(there.get(name)).as(name).isEqualTo(content));

        // A header that comes between two builds shadows another.
        write("one/veil.h", "#define VEIL 9\n");
        write("src/veil.h", "#define VEIL 10\n");
        Map<String, byte[]> hereNow = local();
        assertThat(build().status()).isZero();
        Map<String, byte[]> thereNow = outputs();
        hereNow.forEach(
                (name, content) -> assertThat(thereNow.get(name)).as(name).isEqualTo(content));

        assertThat(build("--preprocess", "local").status()).isZero();
        elsewhere(0);
    }

    @Test
    public void anErrorInAHeaderIsTheUsersAndToldOnceWithHisPaths() throws Exception {
        write("src/bad.h", "int bad(void) {\n  return nothing;\n}\n");
        write("src/c.c", "#include \"bad.h\"\n");
        unit("../src/c.c", "c.o", "gcc", "-Wall");
        Cli build = build();
        assertThat(build.status()).isEqualTo(1);
        String said = build.out() + build.err();
        assertThat(said.split("../src/bad.h:2:10: error", -1)).as(said).hasSize(2);
        assertThat(said).contains("In file included from ../src/c.c:1:").doesNotContain("/m1/");
        elsewhere(1);
    }

    @Test
    public void warningsShowTheirLinesAndMissingHeadersAreErrorsHere() throws Exception {
        write("src/w.c", "#include <stdio.h>\nint w(void) { int unused = 1; printf(\"%s\", 3); return 0; }\n");
        write("src/m.c", "#include \"gone.h\"\n");
        unit("../src/w.c", "w.o", "gcc", "-Wall");
        unit("../src/m.c", "m.o", "gcc");
        Cli build = build("--keep-going");
        String said = build.out() + build.err();
        assertThat(said)
                .contains("    2 | int w(void) { int unused = 1; printf(\"%s\", 3); return 0; }")
                .contains("\n      |                   ^~~~~~\n") // what is only whole where the source is
                .contains("\n      |                                       ~^   ~\n");
        assertThat(said.split("gone.h: No such file", -1)).as(said).hasSize(2);
        assertThat(build.status()).isEqualTo(1);
        elsewhere(2);
    }

    @Test
    public void aResultOfAHeaderThatHasChangedMeanwhileIsNotTaken() throws Exception {
        Project held = farm.project(1, "0");
        HelperProcess first = farm.helper("first");
        HelperProcess second = farm.helper("second");
        Path hold = Files.createFile(farm.path("bin").resolve("hold"));
        String both = first.address() + "," + second.address();
        Cli build = farm.buildWith(held, both);
        farm.await(BuildEvent.CopyRunning.class, running -> true);
        Files.writeString(held.folder().resolve("shared.h"), "#define TWICE(x) (7 * (x))\nint shared(int value);\n");
        Files.delete(hold);
        assertThat(build.finish().status()).as(build.err()).isZero();
        Path now = farm.path("now.o");
        Process compiler = new ProcessBuilder("gcc", "-O2", "-g", "-c", "unit00.c", "-o", now.toString())
                .directory(held.folder().toFile())
                .start();
        assertThat(compiler.waitFor()).isZero();
        assertThat(held.object(0)).hasSameBinaryContentAs(now);
        assertThat(farm.events(BuildEvent.CopyEnded.class).map(BuildEvent.CopyEnded::ending))
                .contains("refused");
    }

    @Test
    public void aHeaderThatAUnitOfThePlanMakesIsReadAfterwards() throws Exception {
        write("gen/made.h", "#define MADE 1\n");
        write("src/g.c", "#include \"made.h\"\nint g = MADE;\n");
        write("src/h.c", "#include <made.h>\nint h = MADE;\n");
        Path plan = farm.path("plan.json");
        String units =
                """
                {"directory": "DIR", "units": [
                  {"id": "make", "kind": "generate", "outputs": ["../gen/made.h"],
                   "command": ["sh", "-c", "sleep 1; echo '#define MADE 7' > ../gen/made.h"]},
                  {"id": "g", "kind": "compile", "inputs": ["../src/g.c", "../gen/made.h"], "outputs": ["g.o"],
                   "command": ["gcc", "-g", "-I../gen", "-c", "../src/g.c", "-o", "g.o"]},
                  {"id": "h", "kind": "compile", "inputs": ["../src/h.c", "../gen/made.h"], "outputs": ["h.o"],
                   "command": ["gcc", "-g", "-I../gen", "-c", "../src/h.c", "-o", "h.o"]}]}
                """;
        Files.writeString(plan, units.replace("DIR", project.resolve("build").toString()));
        Cli build = Cli.start(
                        farm.root(),
                        List.of(
                                "build",
                                "--plan",
                                plan.toString(),
                                "--key-file",
                                farm.key().toString(),
                                "--pool",
                                helper.address(),
                                "--events",
                                farm.events().toString(),
                                "--no-history"))
                .finish();
        assertThat(build.status()).as(build.err()).isZero();
        elsewhere(2);
        Map<String, byte[]> there = outputs();
        unit("../src/g.c", "g.o", "gcc", "-g", "-I../gen");
        unit("../src/h.c", "h.o", "gcc", "-g", "-I../gen");
        Map<String, byte[]> here = local();
        assertThat(there.keySet()).isEqualTo(here.keySet());
        here.forEach((name, content) -> assertThat(there.get(name)).as(name).isEqualTo(content));
    }
}
