package io.jenkins.plugins.distcompile.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.distcompile.link.Packed;
import io.jenkins.plugins.distcompile.link.Packing;
import io.jenkins.plugins.distcompile.protocol.Attachment;
import io.jenkins.plugins.distcompile.protocol.Message.Assign;
import io.jenkins.plugins.distcompile.protocol.Message.Outcome;
import io.jenkins.plugins.distcompile.protocol.Message.Result;
import io.jenkins.plugins.distcompile.toolchain.InputPack;
import io.jenkins.plugins.distcompile.toolchain.InputPack.InputFile;
import io.jenkins.plugins.distcompile.toolchain.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Units that a helper preprocesses, from clients that may lie: real gcc, an in-process link. */
public final class MirrorTest {
    private static final String SECRET = "/etc/hostname";

    @Rule
    public final HelperRule rule = new HelperRule();

    private TestClient client;
    private long ticket;

    @Before
    public void startHelper() throws Exception {
        rule.start(config -> config.allowedCompilers(List.of("gcc")));
        client = rule.winner();
    }

    private static Task.Mirror mirror(String... folders) {
        return new Task.Mirror(List.of("/usr/include"), List.of(folders), "", "-MD");
    }

    private static InputFile file(String path, String text) {
        return new InputFile(path, 1_000_000, text.getBytes(UTF_8));
    }

    private Result compile(List<String> options, Task.Mirror mirror, InputFile... files) {
        Task.Compile task =
                TestClient.task(HelperRule.digest(client), List.of()).mirrored(options, mirror);
        return assign(task, InputPack.encode(List.of(files)));
    }

    private Result assign(Task.Compile task, byte[] pack) {
        Packed packed = Packing.pack(InputPack.ROLE, pack);
        client.link.send(
                new Assign(++ticket, "u", 1, task, 0, 60_000, true, List.of(packed.attachment())),
                List.of(packed.wire()));
        return client.result(ticket);
    }

    private void refused(Result result, String reason) {
        assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.REFUSED);
        assertThat(result.reason()).contains(reason);
    }

    private String list(Result result) throws Exception {
        List<Attachment> headers = result.attachments();
        assertThat(headers).hasSize(2);
        return new String(
                Packing.unpack(headers.get(1), client.files.get(result.ticket()).get(1), 1 << 20), UTF_8);
    }

    @Test
    public void headersStayForLaterUnitsAndAreNamedAsTheClientNamesThem() throws Exception {
        Result first = compile(
                List.of("-Iinc", "-I", "/far"),
                mirror("/client/inc"),
                file("/client/src/a.c", "#include <x.h>\n#include \"y.h\"\nint a = X + Y;\n"),
                file("/client/inc/x.h", "#define X 1\n"),
                file("/far/y.h", "#define Y 2\n#warning here\n"));
        assertThat(first.outcome()).as(first.toString()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(list(first).replace("\\\n ", "")).isEqualTo("x: src/a.c inc/x.h /far/y.h\n");
        assertThat(first.diagnostics())
                .contains("/far/y.h:2:2: warning")
                .doesNotContain(rule.work().toString());

        Result second =
                compile(List.of("-Iinc"), mirror(), file("/client/src/a.c", "#include <x.h>\nint a = X + Y;\n"));
        refused(second, "changed");
        Task.Compile other = TestClient.task(HelperRule.digest(client), List.of());
        Task.Compile named = new Task.Compile(
                other.compiler(),
                other.language(),
                List.of("-Iinc"),
                "src/b.c",
                "/client",
                "b.o",
                List.of(),
                other.environment(),
                mirror());
        Result third =
                assign(named, InputPack.encode(List.of(file("/client/src/b.c", "#include <x.h>\nint b = X;\n"))));
        assertThat(third.outcome()).as(third.toString()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    public void nothingOfTheHelpersOwnIsRead() {
        Result result =
                compile(List.of("-Iinc"), mirror("/client/inc"), file("/client/src/a.c", "#include <stdio.h>\n"));
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.diagnostics()).contains("stdio.h: No such file");
    }

    @Test
    public void namesThatLeaveTheMirrorAreRefused() {
        for (String line : List.of(
                "#include \"" + SECRET + "\"",
                "#include <" + SECRET + ">",
                "#include \"../../../../../../../../../../../.." + SECRET + "\"",
                "#define X \"" + SECRET + "\"\n#include X",
                "#include XYZW\n#define XYZW \"" + SECRET + "\"",
                "#define S(x) #x\n#include S(" + SECRET + ")",
                "asm(\".incbin \\\"" + SECRET + "\\\"\");",
                "#if __has_include(\"" + SECRET + "\")\n#endif")) {
            Result result = compile(List.of(), mirror(), file("/client/src/a.c", line + "\nint a;\n"));
            refused(result, "inputs: ");
            client.close();
            client = rule.client("next" + ticket);
            client.win(100);
        }
        refused(
                compile(List.of("-DUSERH=\"" + SECRET + "\""), mirror(), file("/client/src/a.c", "#include USERH\n")),
                "USERH");
    }

    @Test
    public void deepNamesThatGoUpEndInTheMirrorsOwnFolders() {
        String up = "#include \"../../../../../.." + SECRET + "\"\n";
        Result result = compile(List.of("-I../.."), mirror(), file("/client/src/a.c", up));
        refused(result, "path");
        result = compile(List.of("-I../src"), mirror(), file("/client/src/a.c", up));
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.diagnostics()).contains("No such file");
    }

    @Test
    public void aMirrorBecomesAsDeepAsNamesGoUpAndKeepsWhatItHas() throws Exception {
        Result flat = compile(
                List.of("-Iinc"),
                mirror("/client/inc"),
                file("/client/src/a.c", "#include <x.h>\nint a = X;\n"),
                file("/client/inc/x.h", "#define X 1\n"));
        assertThat(flat.outcome()).as(flat.toString()).isEqualTo(Outcome.SUCCEEDED);

        Files.writeString(rule.work().resolve("secret.h"), "int secret;\n");
        Files.writeString(folderOfMirrors().resolve("secret.h"), "int secret;\n");
        Result forced = compile(List.of("-Iinc", "-I/", "-include", "../secret.h"), mirror());
        assertThat(forced.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(forced.diagnostics()).contains("secret.h: No such file");
        for (String up : List.of("../secret.h", "../../secret.h")) {
            String named = "/top" + up.length() + ".h";
            Result included =
                    compile(List.of("-Iinc", "-include", named), mirror(), file(named, "#include \"" + up + "\"\n"));
            assertThat(included.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(included.diagnostics()).contains("secret.h: No such file");
        }

        Result later = compile(List.of("-Iinc"), mirror(), file("/client/inc/y.h", "#include \"../inc/x.h\"\n"));
        assertThat(later.outcome()).as(later.toString()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(list(later).replace("\\\n ", "")).isEqualTo("x: src/a.c inc/x.h\n");
    }

    @Test
    public void optionsThatLeaveTheMirrorOrRunThingsAreRefused() {
        InputFile source = file("/client/src/a.c", "int a;\n");
        for (List<String> options : List.of(
                List.of("-I../../../x"),
                List.of("-I", "/../x"),
                List.of("-include", "../../../../etc/hostname"),
                List.of("-include/../../etc/hostname"),
                List.of("-imacros", "a"),
                List.of("-fplugin=/tmp/x.so"),
                List.of("-Wp,-MD,/tmp/x"),
                List.of("-MF/tmp/x"),
                List.of("-o/tmp/x"),
                List.of("-I"),
                List.of("a.c"))) {
            assertThat(compile(options, mirror(), source).outcome())
                    .as(options.toString())
                    .isEqualTo(Outcome.REFUSED);
        }
        Result absolute = compile(List.of("-include" + SECRET, "-I/etc"), mirror(), source);
        assertThat(absolute.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(absolute.diagnostics()).contains(SECRET + ": No such file");
    }

    @Test
    public void improperFilesAndFoldersAreRefused() {
        for (String path : List.of("client/a.c", "/client/../a.c", "/", "/a\\b.c", "/a.h.gch", "/a.h.gch/c.gch")) {
            refused(compile(List.of(), mirror(), file(path, "")), "inputs: ");
        }
        InputFile source = file("/client/src/a.c", "int a;\n");
        refused(compile(List.of(), mirror("/../x"), source), "not preprocessed here");
        refused(
                compile(List.of(), new Task.Mirror(List.of("usr"), List.of(), "", ""), source),
                "not preprocessed here");
        refused(compile(List.of(), new Task.Mirror(List.of("/usr"), List.of(), "/etc/x", ""), source), "not taken");
        refused(compile(List.of(), new Task.Mirror(List.of("/usr"), List.of(), "", "-o/x"), source), "not taken");
        Task.Compile task =
                TestClient.task(HelperRule.digest(client), List.of()).mirrored(List.of(), mirror());
        refused(assign(task, new byte[] {0, 9, 1}), "cut off");
    }

    @Test
    public void aMirrorGoesWithItsClient() throws Exception {
        InputFile source = file("/client/src/a.c", "int a;\n");
        assertThat(compile(List.of(), mirror(), source).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(mirrors()).isEqualTo(1);
        client.close();
        await().until(() -> mirrors() == 0);
    }

    private long mirrors() throws Exception {
        return mirrorFolders().size();
    }

    private Path folderOfMirrors() throws Exception {
        return mirrorFolders().get(0).getParent();
    }

    private List<Path> mirrorFolders() throws Exception {
        try (Stream<Path> all = Files.walk(rule.work(), 2)) {
            return all.filter(path -> path.getFileName().toString().matches("m\\d+"))
                    .toList();
        }
    }
}
