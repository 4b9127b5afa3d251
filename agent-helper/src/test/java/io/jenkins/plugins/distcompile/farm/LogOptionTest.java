package io.jenkins.plugins.distcompile.farm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** {@code --log}, with real processes whose standard error is mixed into their output, as launchers do it. */
public class LogOptionTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void messagesOfAHelperStayOutOfItsFrames() throws Exception {
        Path log = folder.getRoot().toPath().resolve("helper.log");
        Process helper = start("serve", "--stdio", "--share", "0", "--log", log.toString());
        assertThat(new String(helper.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(helper.waitFor()).isEqualTo(2);
        assertThat(Files.readString(log)).contains("--share 0: at least 1");
    }

    @Test
    public void messagesOfAnAttachStayOutOfItsFrames() throws Exception {
        Path log = folder.getRoot().toPath().resolve("attach.log");
        String nowhere = folder.getRoot().toPath().resolve("nowhere").toString();
        Process attach = start("attach", nowhere, "--agent", "alpha", "--log", log.toString());
        assertThat(new String(attach.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(attach.waitFor()).isEqualTo(3);
        assertThat(Files.readString(log)).contains("cannot attach alpha", "no such control folder");
    }

    private static Process start(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(Cli.java());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
