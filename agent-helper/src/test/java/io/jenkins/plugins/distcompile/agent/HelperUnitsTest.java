package io.jenkins.plugins.distcompile.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.distcompile.link.Packed;
import io.jenkins.plugins.distcompile.link.Packing;
import io.jenkins.plugins.distcompile.protocol.Message.Assign;
import io.jenkins.plugins.distcompile.protocol.Message.Cancel;
import io.jenkins.plugins.distcompile.protocol.Message.Decline;
import io.jenkins.plugins.distcompile.protocol.Message.Outcome;
import io.jenkins.plugins.distcompile.protocol.Message.Result;
import io.jenkins.plugins.distcompile.protocol.Message.Started;
import io.jenkins.plugins.distcompile.toolchain.Task;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;

/** Units with real processes, over an in-process link. */
public final class HelperUnitsTest {

    private static final String TEXT = "int answer(void) { return 42; }\n";

    @Rule
    public final HelperRule rule = new HelperRule();

    @Test
    public void aCompileReturnsTheObject() throws Exception {
        rule.start(config -> config.allowedCompilers(List.of("gcc")));
        TestClient client = rule.winner();
        client.compile(1, HelperRule.digest(client), TEXT);
        Result result = client.result(1);
        assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.SUCCEEDED);
        byte[] object =
                Packing.unpack(result.attachments().get(0), client.files.get(1L).get(0), 1 << 20);
        assertThat(new String(object, StandardCharsets.ISO_8859_1))
                .startsWith("\u007fELF")
                .contains("answer");
        assertThat(result.usage().runMillis()).isNotNegative();
        // told only of units that run for longer than a moment
        assertThat(client.all(Started.class)).extracting(Started::ticket).isSubsetOf(1L);
        assertNothingIsLeft();
    }

    /** An object large enough to be compressed, from a text that is not: the text cannot say what the client wants. */
    @Test
    public void outputsArePackedAsTheClientAsked() throws Exception {
        rule.start(config -> config.allowedCompilers(List.of("gcc")));
        TestClient client = rule.winner();
        Task.Compile task = TestClient.task(HelperRule.digest(client), List.of());
        Packed text = Packing.pack("text", "int zeros[10000] = {1};\n".getBytes(UTF_8));
        for (boolean quick : new boolean[] {true, false}) {
            long ticket = quick ? 1 : 2;
            client.link.send(
                    new Assign(ticket, "u", 1, task, 0, 60_000, quick, List.of(text.attachment())),
                    List.of(text.wire()));
            assertThat(client.result(ticket).attachments().get(0).compressed()).isTrue();
            String head = new String(client.files.get(ticket).get(0), 0, 4, StandardCharsets.ISO_8859_1);
            assertThat(head.equals("LZ4b")).as(head).isEqualTo(quick);
        }
    }

    @Test
    public void aCompileErrorIsTheUnitsFaultAndKeepsTheCompilersWords() throws Exception {
        rule.start(config -> config.allowedCompilers(List.of("gcc")));
        TestClient client = rule.winner();
        client.compile(1, HelperRule.digest(client), "int f(void) { return nothing; }\n");
        Result result = client.result(1);
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.diagnostics()).contains("nothing");
    }

    @Test
    public void unsafeOptionsAndTextsAreRefused() throws Exception {
        rule.start(config -> config.allowedCompilers(List.of("gcc")));
        TestClient client = rule.winner();
        String gcc = HelperRule.digest(client);
        client.assign(1, TestClient.task(gcc, List.of("-fplugin=/evil.so")), 0, 9000, TEXT.getBytes(UTF_8));
        client.compile(2, gcc, "#include \"/etc/passwd\"\n");
        client.compile(3, "0123456789abcdef", TEXT);
        assertThat(client.result(1).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(client.result(1).reason()).contains("-fplugin");
        assertThat(client.result(2).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(client.result(2).reason()).contains("include");
        assertThat(client.result(3).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(client.result(3).reason()).contains("0123456789ab").contains("--allow");
    }

    @Test
    public void theEnvironmentIsClean() throws Exception {
        rule.startWithFake("env >&2; pwd >&2; cat >&2; exit 1");
        TestClient client = rule.winner();
        client.compile(1, HelperRule.digest(client), TEXT);
        List<String> names = client.result(1)
                .diagnostics()
                .lines()
                .filter(line -> line.contains("="))
                .map(line -> line.substring(0, line.indexOf('=')))
                .toList();
        assertThat(names)
                .contains("PATH", "TMPDIR", "LC_ALL")
                .isSubsetOf("PATH", "TMPDIR", "LC_ALL", "PWD", "OLDPWD", "_", "SHLVL");
        assertThat(client.result(1).diagnostics())
                .contains("TMPDIR=" + rule.work().toRealPath());
    }

    @Test
    public void variablesThatAreNoLocaleAreRefused() throws Exception {
        rule.startWithFake("exit 1");
        TestClient client = rule.winner();
        Task.Compile good = TestClient.task(HelperRule.digest(client), List.of());
        Task.Compile bad = new Task.Compile(
                good.compiler(),
                good.language(),
                List.of(),
                "a.c",
                "/",
                "a.o",
                List.of(),
                Map.of("LD_PRELOAD", "/evil.so"));
        client.assign(1, bad, 0, 9000, TEXT.getBytes(UTF_8));
        assertThat(client.result(1).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(client.result(1).reason()).contains("LD_PRELOAD");
    }

    @Test
    public void theTimeLimitEndsGrandchildrenToo() throws Exception {
        Path pids = rule.temporary.getRoot().toPath().resolve("pids");
        rule.startWithFake("sh -c 'echo $$ >> " + pids + "; exec sleep 600' & sh -c 'sleep 600 & echo $! >> " + pids
                + "; wait' & wait");
        TestClient client = rule.winner();
        client.assign(1, TestClient.task(HelperRule.digest(client), List.of()), 0, 700, TEXT.getBytes(UTF_8));
        Result result = client.result(1);
        assertThat(result.outcome()).isEqualTo(Outcome.TIMED_OUT);
        assertThat(result.reason()).contains("700 ms");
        assertThat(Files.readAllLines(pids)).hasSize(2);
        assertAllEnd(pids);
        assertNothingIsLeft();
    }

    @Test
    public void aRealCompilerProperDiesWithItsDriver() throws Exception {
        rule.start(config -> config.allowedCompilers(List.of("gcc")));
        TestClient client = rule.winner();
        // An array that cc1 fills byte by byte keeps it busy for minutes.
        String slow = "#define A(x) x x x x x x x x x x x x x x x x\n"
                + "int f(int a) { A(A(A(A(A(a = a * 3 + 1;))))) return a; }\n";
        client.assign(1, TestClient.task(HelperRule.digest(client), List.of("-O2")), 0, 60_000, slow.getBytes(UTF_8));
        await().atMost(Duration.ofSeconds(30)).until(() -> cc1s() > 0);
        client.link.send(new Cancel(1, "no longer wanted"));
        assertThat(client.result(1).outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(client.result(1).reason()).isEqualTo("no longer wanted");
        await().atMost(Duration.ofSeconds(30)).until(() -> cc1s() == 0);
        assertNothingIsLeft();
    }

    @Test
    public void aUnitBeyondTheMemoryLimitIsRefused() throws Exception {
        Path fake = FakeCompiler.write(
                rule.temporary.getRoot().toPath().resolve("gcc"),
                "x=$(head -c 150000000 /dev/zero | tr '\\0' a); sleep 600");
        rule.start(config -> config.allowedCompilers(List.of(fake.toString())).maxMemoryBytes(60_000_000));
        TestClient client = rule.winner();
        client.compile(1, HelperRule.digest(client), TEXT);
        assertThat(client.result(1).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(client.result(1).reason()).contains("memory").contains("--max-memory");
        assertThat(client.result(1).usage().peakMemoryBytes()).isGreaterThan(60_000_000);
        assertNothingIsLeft();
    }

    @Test
    public void outputsAreBounded() throws Exception {
        Path fake = FakeCompiler.write(
                rule.temporary.getRoot().toPath().resolve("gcc"), "head -c 300000 /dev/zero > $object");
        rule.start(config -> config.allowedCompilers(List.of(fake.toString())).maxOutputBytes(200_000));
        TestClient client = rule.winner();
        client.compile(1, HelperRule.digest(client), TEXT);
        assertThat(client.result(1).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(client.result(1).reason()).contains("object").contains("limit");
    }

    @Test
    public void diagnosticsAreCutAtOneMebibyte() throws Exception {
        rule.startWithFake("head -c 3000000 /dev/zero | tr '\\0' x >&2; exit 1");
        TestClient client = rule.winner();
        client.compile(1, HelperRule.digest(client), TEXT);
        assertThat(client.result(1).diagnostics())
                .hasSizeBetween(1 << 20, (1 << 20) + 100)
                .contains("cut after 1 MiB");
    }

    @Test
    public void aCompilerThatIsKilledOrCrashesIsTheAgentsFault() throws Exception {
        rule.startWithFake("kill -SEGV $$");
        TestClient client = rule.winner();
        client.compile(1, HelperRule.digest(client), TEXT);
        assertThat(client.result(1).outcome()).isEqualTo(Outcome.AGENT_FAULT);
        assertThat(client.result(1).reason()).contains("signal 11");
        assertThat(client.result(1).exitStatus()).isEqualTo(139);
    }

    @Test
    public void aDriverThatReportsAKilledCompilerIsTheAgentsFault() throws Exception {
        rule.startWithFake("echo 'gcc: fatal error: Killed signal terminated program cc1' >&2; exit 1");
        TestClient client = rule.winner();
        client.compile(1, HelperRule.digest(client), TEXT);
        assertThat(client.result(1).outcome()).isEqualTo(Outcome.AGENT_FAULT);
        assertThat(client.result(1).reason()).contains("Killed signal terminated program cc1");
    }

    @Test
    public void successWithoutAnObjectIsTheAgentsFault() throws Exception {
        rule.startWithFake("exit 0");
        TestClient client = rule.winner();
        client.compile(1, HelperRule.digest(client), TEXT);
        assertThat(client.result(1).outcome()).isEqualTo(Outcome.AGENT_FAULT);
        assertThat(client.result(1).reason()).contains("no file object");
    }

    @Test
    public void aMissingCompilerIsTheAgentsFaultAndEndsTheBids() throws Exception {
        Path compiler = rule.startWithFake("exit 0");
        TestClient client = rule.winner();
        String digest = HelperRule.digest(client);
        Files.delete(compiler);
        client.compile(1, digest, TEXT);
        assertThat(client.result(1).outcome()).isEqualTo(Outcome.AGENT_FAULT);
        assertThat(client.result(1).reason()).contains(compiler.toString()).contains("missing");
        TestClient other = rule.client("other");
        other.link.send(new io.jenkins.plugins.distcompile.protocol.Message.Announce(
                1, "b", "", List.of(digest), 1, 1, 0, 50, true, List.of()));
        assertThat(other.await(Decline.class, any -> true).reason()).contains("compilers needed");
    }

    @Test
    public void damagedInputIsTheAgentsFault() throws Exception {
        rule.startWithFake("exit 0");
        TestClient client = rule.winner();
        var packed = Packing.pack("text", TEXT.getBytes(UTF_8));
        byte[] flipped = packed.wire().clone();
        flipped[3] ^= 1;
        client.link.send(
                new Assign(
                        1,
                        "u",
                        1,
                        TestClient.task(HelperRule.digest(client), List.of()),
                        0,
                        9000,
                        false,
                        List.of(packed.attachment())),
                List.of(flipped));
        assertThat(client.result(1).outcome()).isEqualTo(Outcome.AGENT_FAULT);
        assertThat(client.result(1).reason()).contains("damaged");
    }

    @Test
    public void processorTimeIsSampledFromUnitsThatRunLonger() throws Exception {
        rule.startWithFake("i=0; while [ $i -lt 400000 ]; do i=$((i+1)); done; echo > $object; sleep 0.3");
        TestClient client = rule.winner();
        client.compile(1, HelperRule.digest(client), TEXT);
        assertThat(client.result(1).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(client.result(1).usage().userMillis()).isPositive();
        assertThat(client.result(1).usage().peakMemoryBytes()).isPositive();
    }

    private static long cc1s() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("/cc1"))
                .count();
    }

    private static void assertAllEnd(Path pids) throws IOException {
        for (String pid : Files.readAllLines(pids)) {
            await().atMost(Duration.ofSeconds(10)).until(() -> ProcessHandle.of(Long.parseLong(pid))
                    .map(process -> !process.isAlive())
                    .orElse(true));
        }
    }

    /** The result comes after the unit's folder has been cleared. */
    private void assertNothingIsLeft() throws IOException {
        try (var left = Files.walk(rule.work())) {
            assertThat(left.filter(Files::isRegularFile))
                    .allMatch(file -> file.getFileName().toString().endsWith(".lock"));
        }
    }
}
