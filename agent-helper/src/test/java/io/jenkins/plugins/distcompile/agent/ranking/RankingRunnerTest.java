package io.jenkins.plugins.distcompile.agent.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.distcompile.ranking.Rank;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class RankingRunnerTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final ExecutorService readers = Executors.newCachedThreadPool();

    @After
    public void tearDown() {
        readers.shutdownNow();
    }

    @Test
    public void aScriptAndAProgramGiveRankAndFacts() throws Exception {
        Rank script = run("echo 61; echo cores=$(getconf _NPROCESSORS_ONLN)");
        assertThat(script.value()).isEqualTo(61);
        assertThat(script.metadata()).containsOnlyKeys("cores");
        Path program = Utilities.c(
                root(), "prog", "#include <stdio.h>\nint main(void) { puts(\"{\\\"rank\\\": 12.5}\"); return 0; }\n");
        assertThat(runner(10).run("prog", program).value()).isEqualTo(12.5);
    }

    @Test
    public void itSeesACleanEnvironmentAnOwnFolderAndNoInput() throws Exception {
        Rank rank = run(
                "echo 1; env | sed -n 's/^\\([A-Z_]*\\)=.*/\\1=set/p' | grep -v -e ^_= -e ^PWD= -e ^OLDPWD= -e ^SHLVL=;"
                        + " echo here=$(ls | wc -l); echo home=$(test \"$HOME\" = \"$(pwd)\" && echo yes); echo in=$(wc -c)");
        assertThat(rank.metadata())
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("PATH", "set"),
                        Map.entry("HOME", "set"),
                        Map.entry("TMPDIR", "set"),
                        Map.entry("LC_ALL", "set"),
                        Map.entry("DISTCOMPILE_RANKING", "set"),
                        Map.entry("DISTCOMPILE_RUN", "set"),
                        Map.entry("DISTCOMPILE_SLOTS", "set"),
                        Map.entry("here", "0"),
                        Map.entry("home", "yes"),
                        Map.entry("in", "0")));
    }

    @Test
    public void itsFolderIsRemoved() throws Exception {
        run("mkdir -p a/b; echo x > a/b/c; echo 5");
        assertThat(root().resolve("work")).isEmptyDirectory();
    }

    @Test
    public void aFailureIsAReasonWithWhatTheUtilitySaid() throws Exception {
        assertThat(run("echo 50; echo no gpu here >&2; exit 3"))
                .isEqualTo(Rank.none("util", "it ended with status 3: no gpu here"));
        assertThat(run("kill -9 $$").reason()).isEqualTo("it ended with status 137");
    }

    @Test
    public void oneThatCannotStartIsAReason() throws Exception {
        Path plain = Utilities.sh(root(), "plain", "echo 5");
        Files.setPosixFilePermissions(plain, PosixFilePermissions.fromString("rw-------"));
        assertThat(runner(10).run("plain", plain).reason()).contains("could not be started");
        Path foreign = Utilities.sh(root(), "foreign", "echo 5");
        Files.writeString(foreign, "#!/no/such/interpreter\n");
        assertThat(runner(10).run("foreign", foreign).reason())
                .endsWith("; is what its #! line names on this machine?");
        assertThat(runner(10).run("gone", root().resolve("gone")).reason()).contains("could not be started");
    }

    @Test
    public void oneThatHangsIsKilledWithAllItStarted() throws Exception {
        Path pids = root().resolve("pids");
        Path utility = Utilities.sh(
                root(),
                "hang",
                "sleep 300 & echo $! >> " + pids + "\nsetsid sh -c 'echo $$ >> " + pids + "; exec sleep 300' &\n"
                        + "while ! test $(wc -l < " + pids + ") = 2; do :; done\necho 5; wait");
        assertThat(runner(3).run("hang", utility).reason()).isEqualTo("it did not end within 3000 ms");
        assertEnded(pids);
    }

    @Test
    public void whatItLeavesBehindIsKilledToo() throws Exception {
        Path pids = root().resolve("pids");
        Path utility = Utilities.sh(
                root(),
                "leaver",
                "(setsid sh -c 'echo $$ >> " + pids + "; exec sleep 300' &)\n" + "while ! test -s " + pids
                        + "; do :; done\necho 77");
        assertThat(runner(30).run("leaver", utility).value()).isEqualTo(77);
        assertEnded(pids);
    }

    @Test
    public void endlessOutputIsCutAndIsNoRank() throws Exception {
        assertThat(run("echo 5; head -c 70000 /dev/zero").reason()).isEqualTo("it printed more than 64 KiB");
        assertThat(run("echo 5; head -c 5000000 /dev/zero >&2").value())
                .as("on the other stream")
                .isEqualTo(5);
        Path endless = Utilities.sh(root(), "yes", "exec yes");
        assertThat(runner(1).run("yes", endless).reason()).contains("did not end");
    }

    @Test
    public void binaryGarbageIsNoRank() throws Exception {
        assertThat(run("head -c 4096 /dev/urandom").ranked()).isFalse();
    }

    @Test
    public void anInterruptedCallerLeavesNothingRunning() throws Exception {
        Path pids = root().resolve("pids");
        Path utility = Utilities.sh(root(), "slow", "echo $$ > " + pids + "; exec sleep 300");
        Thread caller = new Thread(() ->
                assertThatThrownBy(() -> runner(60).run("slow", utility)).isInstanceOf(InterruptedException.class));
        caller.start();
        await().until(() -> Files.exists(pids) && !Files.readString(pids).isBlank());
        caller.interrupt();
        caller.join(20_000);
        assertThat(caller.isAlive()).isFalse();
        assertEnded(pids);
    }

    private static void assertEnded(Path pids) throws Exception {
        for (String pid : Files.readAllLines(pids)) {
            await().until(() -> ProcessHandle.of(Long.parseLong(pid.strip()))
                    .filter(ProcessHandle::isAlive)
                    .isEmpty());
        }
    }

    private Rank run(String body) throws Exception {
        return runner(30).run("util", Utilities.sh(root(), "util", body));
    }

    private RankingRunner runner(int limitSeconds) {
        return new RankingRunner(
                root().resolve("work"), Duration.ofSeconds(limitSeconds), Map.of("DISTCOMPILE_SLOTS", "4"), readers);
    }

    private Path root() {
        return folder.getRoot().toPath();
    }
}
