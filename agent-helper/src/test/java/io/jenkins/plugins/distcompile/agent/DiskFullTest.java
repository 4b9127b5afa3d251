package io.jenkins.plugins.distcompile.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.distcompile.protocol.Message.Bid;
import io.jenkins.plugins.distcompile.protocol.Message.Decline;
import io.jenkins.plugins.distcompile.protocol.Message.Outcome;
import io.jenkins.plugins.distcompile.protocol.Message.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** A work folder on a file system of 4 MiB, mounted for the test: runs as root, as CI does. */
public final class DiskFullTest {

    @Rule
    public final HelperRule rule = new HelperRule();

    private Path disk;

    @Before
    public void mount() throws IOException {
        disk = Files.createDirectory(rule.temporary.getRoot().toPath().resolve("disk"));
        run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString());
    }

    @After
    public void unmount() throws IOException {
        rule.helper.close();
        run("umount", disk.toString());
    }

    @Test
    public void anObjectThatDoesNotFitIsTheAgentsFaultAndNamesTheDisk() throws Exception {
        rule.start(disk, config -> config.allowedCompilers(List.of("gcc")).minFreeDiskBytes(1 << 20));
        TestClient client = rule.winner();
        client.compile(1, HelperRule.digest(client), "char big[16000000] = {1};\n");
        Result result = client.result(1);
        assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.AGENT_FAULT);
        assertThat(result.reason()).startsWith("disk of " + disk.toRealPath()).contains("full");
        client.compile(2, HelperRule.digest(client), "int small;\n"); // what is reserved stays reserved
        assertThat(client.result(2).outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    public void aFullDiskIsDeclinedUntilThereIsRoomAgain() throws Exception {
        rule.start(disk, config -> config.allowedCompilers(List.of("gcc")).minFreeDiskBytes(1 << 20));
        TestClient client = rule.winner();
        Path filler = disk.resolve("filler");
        Files.write(filler, new byte[3_500_000]);
        client.compile(1, HelperRule.digest(client), "int small;\n");
        assertThat(client.result(1).outcome()).isEqualTo(Outcome.AGENT_FAULT);
        assertThat(client.result(1).reason()).contains("full");
        TestClient second = rule.client("second");
        second.announce(1, "");
        assertThat(second.await(Decline.class, any -> true).reason()).contains("disk");
        client.close();
        Files.delete(filler);
        second.await(Bid.class, any -> true);
    }

    private static void run(String... command) throws IOException {
        int exit = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .onExit()
                .join()
                .exitValue();
        if (exit != 0) {
            throw new IOException(String.join(" ", command) + " exited with " + exit + "; this test needs root");
        }
    }
}
