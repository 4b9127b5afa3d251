package io.jenkins.plugins.distcompile.farm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;

/** Wrong input: one clear line, the documented exit status, nothing run. */
public class UsageTest {
    @Rule
    public final Farm farm = new Farm();

    @Test
    public void aMissingFileIsNamed() throws Exception {
        refused("no/such.json", "build", "--compile-commands", "no/such.json");
    }

    @Test
    public void unreadableJsonIsNamedWithLineAndColumn() throws Exception {
        Path broken = Files.writeString(farm.path("broken.json"), "[\n  {\"directory\": oops}\n]\n");
        String line = refused("broken.json", "build", "--compile-commands", broken.toString());
        assertThat(line).contains("broken.json:2:");

        Path cut = Files.writeString(farm.path("cut.json"), "[\n  {\"directory\": \"/\"");
        line = refused("cut.json:2:", "build", "--compile-commands", cut.toString());
        assertThat(line).contains("that begins at 2:3").doesNotContain("REDACTED");
    }

    @Test
    public void anEmptyPlanIsRefused() throws Exception {
        Path empty = Files.writeString(farm.path("empty.json"), "[]");
        refused("empty.json", "build", "--compile-commands", empty.toString());
    }

    @Test
    public void anUnknownOptionIsNamed() throws Exception {
        refused("--frobnicate", "build", "--frobnicate");
    }

    @Test
    public void wrongCriteriaShowTheirPlace() throws Exception {
        refused("cpu.mhz >= fast", criteria("cpu.mhz >= fast"));
    }

    @Test
    public void addressesWithoutAKeyNameTheRemedy() throws Exception {
        refused("--key-file", build("--pool", "127.0.0.1:7700"));
    }

    @Test
    public void aKeyThatOthersCanReadIsRefused() throws Exception {
        Path key = farm.key();
        Files.setPosixFilePermissions(key, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
        refused("chmod 600", build("--pool", "127.0.0.1:7700", "--key-file", key.toString()));
    }

    @Test
    public void aReportThatCannotBeWrittenIsToldBeforeAnythingRuns() throws Exception {
        refused("--report", build("--report", "/proc/nowhere/report.html"));
    }

    @Test
    public void anOutputFolderThatCannotBeWrittenIsNamed() throws Exception {
        Path file = Files.writeString(farm.path("file"), "");
        refused(
                "cannot write --out " + file.resolve("sub"),
                build("--out", file.resolve("sub").toString()));
        refused("cannot write --out /proc/nowhere", build("--out", "/proc/nowhere"));
        refused(
                "cannot write output folder " + file + " of unit one.c: " + file + " is no folder",
                build("--output", "file/{name}.o"));
    }

    @Test
    public void aSubcommandsHelpIsNamedWhole() throws Exception {
        refused("'distcompile history forget --help'", "history", "forget");
    }

    @Test
    public void aGroupThatIsNoneIsNamedWithWhatIsExpected() throws Exception {
        String key = farm.key().toString();
        refused("--multicast 239.1.2.3: expected GROUP:PORT", build("--multicast", "239.1.2.3", "--key-file", key));
        refused("192.0.2.1 is no multicast address", build("--multicast", "192.0.2.1:7701", "--key-file", key));
        refused(
                "--multicast-hops 256",
                build("--multicast", "239.1.2.3:1", "--multicast-hops", "256", "--key-file", key));
        refused("--join ff15::1:7701: expected", "serve", "--join", "ff15::1:7701", "--key-file", key);
        refused("--key-file", build("--multicast", "239.1.2.3:7701"));
    }

    @Test
    public void aHelperHasToBeToldWhereToServe() throws Exception {
        refused("--listen ADDRESS:PORT, --join GROUP:PORT, or both; or --stdio", "serve");
        refused("or both; or --stdio", "serve", "--stdio", "--join", "239.1.2.3:7701");
    }

    @Test
    public void heartbeatsOutOfRangeAreRefused() throws Exception {
        for (String wrong : List.of("0ms", "0.9ms", "10.1min", "1h", "soon")) {
            refused("--heartbeat " + wrong, build("--heartbeat", wrong));
        }
    }

    @Test
    public void multicastsOptionsMeanNothingWithoutAGroup() throws Exception {
        refused("--multicast-hops goes with --multicast", build("--multicast-hops", "3"));
        refused("--multicast-interface goes with --multicast", build("--multicast-interface", "lo"));
        refused("--multicast-listen goes with --multicast", build("--multicast-listen", "127.0.0.1:0"));
    }

    @Test
    public void whatIsExpectedIsSaidInAUsersWords() throws Exception {
        refused("'--jobs': '1.5' is not a whole number", build("--jobs", "1.5"));
        refused("'--copy-budget': 'much' is not a number", build("--copy-budget", "much"));
        refused("expected one of local, wait, fail but was 'never'", build("--fallback", "never"));
        refused("--scheme: unknown scheme luck; choose one of best,", build("--scheme", "luck"));
        refused("--output is empty", build("--output", ""));
        Path file = Files.writeString(farm.path("file"), "");
        refused("it is no folder", build("--out", file.toString()));
    }

    /** A build that runs as root must not put a file in the place of a device. */
    @Test
    public void aReportMayGoToADeviceOrALink() throws Exception {
        Path pipe = farm.path("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Path link = Files.createSymbolicLink(farm.path("latest.html"), Files.createFile(farm.path("real.html")));
        Process reader = new ProcessBuilder("cat", pipe.toString()).start();
        for (Path report : List.of(pipe, link)) {
            Cli cli = Cli.start(farm.root(), List.of(build("--report", report.toString(), "--no-history")))
                    .finish();
            assertThat(cli.status()).as(cli.err()).isZero();
        }
        assertThat(new String(reader.getInputStream().readAllBytes(), UTF_8)).endsWith("</html>\n");
        assertThat(Files.isRegularFile(pipe)).isFalse();
        assertThat(link).isSymbolicLink();
        assertThat(farm.path("real.html")).content().endsWith("</html>\n");
    }

    @Test
    public void aNetworkInterfaceThatIsNotThereIsNamed() throws Exception {
        Cli cli = Cli.start(
                        farm.root(),
                        List.of(build(
                                "--multicast",
                                "239.1.2.3:7701",
                                "--multicast-interface",
                                "nosuch0",
                                "--key-file",
                                farm.key().toString())))
                .finish();
        assertThat(cli.status()).as(cli.err()).isEqualTo(3);
        assertThat(cli.err())
                .contains("no network interface nosuch0; there are ")
                .doesNotContain("\tat ");
    }

    @Test
    public void everyCommandHasHelp() throws Exception {
        for (String command : List.of("build", "serve", "pool", "key", "demo")) {
            Cli help = Cli.start(farm.root(), List.of(command, "--help")).finish();
            assertThat(help.status()).isZero();
            assertThat(help.out()).contains("Usage: distcompile " + command);
        }
    }

    private String[] criteria(String text) throws Exception {
        return build("--criteria", text);
    }

    private String[] build(String... options) throws Exception {
        Path source = Files.writeString(farm.path("one.c"), "int one;\n");
        List<String> all = new ArrayList<>(List.of(
                "build", "--sources", source.getFileName().toString(), "--command", "gcc -c {source} -o {output}"));
        all.addAll(List.of(options));
        return all.toArray(String[]::new);
    }

    private String refused(String named, String... arguments) throws Exception {
        Cli cli = Cli.start(farm.root(), List.of(arguments)).finish();
        assertThat(cli.status()).as(cli.err()).isEqualTo(2);
        assertThat(cli.err()).contains(named).doesNotContain("Exception").doesNotContain("\tat ");
        assertThat(cli.out()).isEmpty();
        return cli.err();
    }
}
