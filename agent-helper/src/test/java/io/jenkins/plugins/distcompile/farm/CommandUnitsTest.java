package io.jenkins.plugins.distcompile.farm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.distcompile.report.BuildEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** A plan that generates, compiles, assembles, archives and links: the order holds, and policies decide what leaves. */
public class CommandUnitsTest {
    private static final String PLAN =
            """
            { "units": [
              { "id": "answer.h", "kind": "generate", "command": ["sh", "generate.sh"],
                "inputs": ["generate.sh"], "outputs": ["answer.h"] },
              { "id": "answer.o", "kind": "compile", "command": "gcc -O1 -c answer.c -o answer.o",
                "inputs": ["answer.c", "answer.h"], "outputs": ["answer.o"] },
              { "id": "zero.o", "kind": "assemble", "command": "gcc -c zero.s -o zero.o",
                "inputs": ["zero.s"], "outputs": ["zero.o"] },
              { "id": "libanswer.a", "kind": "archive", "command": "ar rcs libanswer.a answer.o zero.o",
                "inputs": ["answer.o", "zero.o"], "outputs": ["libanswer.a"], "where": "any" },
              { "id": "main.o", "kind": "compile", "command": "gcc -O1 -c main.c -o main.o",
                "inputs": ["main.c"], "outputs": ["main.o"] },
              { "id": "program", "kind": "link", "command": "gcc main.o libanswer.a -o program",
                "inputs": ["main.o", "libanswer.a"], "outputs": ["program"] } ] }
            """;

    @Rule
    public final Farm farm = new Farm();

    @Before
    public void writeProject() throws Exception {
        Files.writeString(farm.path("plan.json"), PLAN);
        Files.writeString(farm.path("generate.sh"), "echo '#define ANSWER 42' > answer.h\n");
        Files.writeString(
                farm.path("answer.c"),
                "#include \"answer.h\"\nextern int zero;\nint answer(void) { return ANSWER + zero; }\n");
        Files.writeString(
                farm.path("zero.s"), "  .data\n  .globl zero\nzero:\n  .long 0\n  .section .note.GNU-stack,\"\"\n");
        Files.writeString(
                farm.path("main.c"),
                "#include <stdio.h>\nint answer(void);\nint main(void) { printf(\"%d\\n\", answer()); return 0; }\n");
    }

    @Test
    public void whatThePolicyAllowsRunsOnAnAgentAndTheProgramRuns() throws Exception {
        HelperProcess helper = farm.helperWith(Path.of("gcc"), "helper", "--allow-command", "ar");

        JsonNode summary = build(helper);

        Map<String, String> agents = acceptedFrom();
        assertThat(agents)
                .containsEntry("libanswer.a", helper.address())
                .containsEntry("answer.o", helper.address())
                .containsEntry("zero.o", helper.address())
                .containsEntry("answer.h", "here")
                .containsEntry("program", "here");
        assertThat(summary.get("succeeded").asInt()).isEqualTo(6);
        assertThat(run()).isEqualTo("42\n");
    }

    @Test
    public void whatThePolicyRefusesRunsHere() throws Exception {
        HelperProcess helper = farm.helperWith(Path.of("gcc"), "helper");

        build(helper);

        assertThat(acceptedFrom()).containsEntry("libanswer.a", "here").containsEntry("answer.o", helper.address());
        assertThat(farm.events(BuildEvent.CopyEnded.class))
                .anyMatch(e -> e.ending().equals("refused") && e.reason().contains("ar"));
        assertThat(run()).isEqualTo("42\n");
    }

    private JsonNode build(HelperProcess helper) throws Exception {
        Cli build = Cli.start(
                        farm.root(),
                        List.of(
                                "build",
                                "--plan",
                                "plan.json",
                                "--pool",
                                helper.address(),
                                "--key-file",
                                farm.key().toString(),
                                "--events",
                                farm.events().toString(),
                                "--json",
                                "--bid-wait",
                                "60s",
                                "--local-work",
                                "fallback"))
                .finish();
        assertThat(build.status()).as(build.err() + build.out()).isZero();
        return build.json();
    }

    private Map<String, String> acceptedFrom() throws Exception {
        return farm.events(BuildEvent.UnitDone.class)
                .collect(Collectors.toMap(BuildEvent.UnitDone::unit, e -> e.agent() == null ? "here" : e.agent()));
    }

    private String run() throws Exception {
        Process program = new ProcessBuilder(farm.path("program").toString()).start();
        return new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
