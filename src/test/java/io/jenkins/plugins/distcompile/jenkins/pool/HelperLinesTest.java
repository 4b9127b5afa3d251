package io.jenkins.plugins.distcompile.jenkins.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.Test;

/** What is said to a helper, and what it says before its frames. */
public class HelperLinesTest {
    @Test
    public void addressesAreReadAndTheFramesBehindThemStay() throws Exception {
        Greeting greeting = Greeting.read(stream("{\"direct\":[\"10.0.0.5:4012\",\"[fd00::2]:7\"]}\nFRAMES"));
        assertThat(greeting.direct()).containsExactly("10.0.0.5:4012", "[fd00::2]:7");
        assertThat(text(greeting.rest())).isEqualTo("FRAMES");
    }

    @Test
    public void aLineInPiecesIsOneLine() throws Exception {
        InputStream pieces =
                new SequenceInputStream(stream("{\"direct\":[],\"rea"), stream("son\":\"port taken\"}\nX"));
        Greeting greeting = Greeting.read(pieces);
        assertThat(greeting.direct()).isEmpty();
        assertThat(greeting.reason()).isEqualTo("port taken");
        assertThat(text(greeting.rest())).isEqualTo("X");
    }

    @Test
    public void nothingThatIsNoAddressBecomesAnArgument() throws Exception {
        String line =
                "{\"direct\":[\"--log=/etc/passwd\",\"a b:1\",\"host\",\"host:1,evil:2\",\"$(x):1\",\"ok:1\",7]}\n";
        assertThat(Greeting.read(stream(line)).direct()).containsExactly("ok:1");
    }

    @Test
    public void anEndOrAnEndlessLineIsAnError() {
        assertThatThrownBy(() -> Greeting.read(stream("{\"direct\":[")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("before it greeted");
        assertThatThrownBy(() -> Greeting.read(stream("x".repeat(100_000))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("too long");
    }

    @Test
    public void aHelperThatASignalEndedIsSaidToBeKilled() {
        assertThat(Ending.bySignal(137).orElseThrow().news("the stream broke off"))
                .contains("its helper was killed by signal 9");
        assertThat(Ending.bySignal(0)).isEmpty();
        assertThat(Ending.bySignal(1)).isEmpty();
        assertThat(Ending.bySignal(255)).isEmpty();
    }

    @Test
    public void anAgentWithoutSettingsOffersItsShare() {
        assertThat(ServeArguments.of("cc1", null, false, 4, false))
                .containsExactly("serve", "--stdio", "--name", "cc1", "--share", "4");
    }

    @Test
    public void whatTheAdministratorGivesIsSharedByTheExecutors() {
        CompileNodeProperty settings = new CompileNodeProperty();
        settings.setSlots(9);
        settings.setMemory("8GiB");
        settings.setCostRate(1.0);
        settings.setActivity("processes=no-new-bids");
        settings.setAllow("gcc  /opt/bin/clang");
        settings.setDirectAddress("10.0.0.5:7700");
        assertThat(ServeArguments.of("cc1", settings, false, 4, true))
                .containsExactly(
                        "serve",
                        "--stdio",
                        "--name",
                        "cc1",
                        "--share",
                        "4",
                        "--slots",
                        "2",
                        "--max-memory",
                        "2147483648",
                        "--rate",
                        "0.250000",
                        "--activity",
                        "processes=no-new-bids",
                        "--direct",
                        "10.0.0.5:7700",
                        "--allow",
                        "gcc",
                        "/opt/bin/clang");
    }

    @Test
    public void besideOtherBuildsAHelperMindsTheLoad() {
        assertThat(ServeArguments.of("cc1", null, true, 1, false))
                .contains("--max-load", "--activity")
                .containsSubsequence("--share", "1");
    }

    @Test
    public void settingsRefuseWhatAHelperCouldNotTake() {
        CompileNodeProperty settings = new CompileNodeProperty();
        assertThatThrownBy(() -> settings.setSlots(0)).hasMessageContaining("slots");
        assertThatThrownBy(() -> settings.setMemory("much")).hasMessageContaining("24GiB");
        assertThatThrownBy(() -> settings.setAllow("gcc --log=x")).hasMessageContaining("allow");
        assertThatThrownBy(() -> settings.setActivity("sleep")).hasMessageContaining("activity");
        assertThatThrownBy(() -> settings.setDirectAddress("nowhere")).hasMessageContaining("ADDRESS:PORT");
        assertThatThrownBy(() -> settings.setCostRate(-1.0)).hasMessageContaining("costRate");
    }

    @Test
    public void theRelayCarriesEveryByteAndFlushes() throws Exception {
        byte[] much = new byte[3 * Relay.PIECE + 17];
        new java.util.Random(7).nextBytes(much);
        int[] flushes = new int[1];
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public void flush() {
                flushes[0]++;
            }
        };
        Relay.copy(new ByteArrayInputStream(much), out);
        assertThat(out.toByteArray()).isEqualTo(much);
        assertThat(flushes[0]).isEqualTo(4);
    }

    @Test
    public void aLogKeepsItsEnd() {
        LogTail tail = new LogTail();
        for (int i = 0; i < 10_000; i++) {
            byte[] line = ("line " + i + "\r\n").getBytes(StandardCharsets.UTF_8);
            tail.write(line, 0, line.length);
        }
        assertThat(tail.lastLine()).isEqualTo("line 9999");
        assertThat(tail.text()).hasSizeLessThan(4_097).doesNotContain("\r");
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
}
