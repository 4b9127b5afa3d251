package io.jenkins.plugins.distcompile.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.distcompile.agent.activity.ActivityPolicy.Verdict;
import io.jenkins.plugins.distcompile.agent.activity.Reaction;
import io.jenkins.plugins.distcompile.protocol.Message.Ack;
import io.jenkins.plugins.distcompile.protocol.Message.Announce;
import io.jenkins.plugins.distcompile.protocol.Message.Bid;
import io.jenkins.plugins.distcompile.protocol.Message.Cancel;
import io.jenkins.plugins.distcompile.protocol.Message.Decline;
import io.jenkins.plugins.distcompile.protocol.Message.Heartbeat;
import io.jenkins.plugins.distcompile.protocol.Message.Outcome;
import io.jenkins.plugins.distcompile.protocol.Message.Probe;
import io.jenkins.plugins.distcompile.protocol.Message.Release;
import io.jenkins.plugins.distcompile.protocol.Message.Started;
import io.jenkins.plugins.distcompile.protocol.Message.Withdraw;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.Rule;
import org.junit.Test;

/** What the helper says to its clients, and how it shares itself out among them. */
public final class HelperClientsTest {

    private static final String TEXT = "int x;\n";

    @Rule
    public final HelperRule rule = new HelperRule();

    private Path pids() {
        return rule.temporary.getRoot().toPath().resolve("pids");
    }

    private String sleeper() {
        return "echo $$ >> " + pids() + "; sleep 600";
    }

    @Test
    public void aBidCarriesTheProfileAndReservesWhatWaits() throws Exception {
        rule.startWithFake("exit 1");
        Bid bid = rule.client("client").win(1);
        assertThat(bid.slots()).isEqualTo(1);
        assertThat(bid.profile().name()).isEqualTo("test");
        assertThat(bid.profile().slotsFree()).isEqualTo(1);
        assertThat(bid.profile().compilers()).hasSize(1);
        assertThat(bid.memoryBytes()).isEqualTo(4L << 30);
        assertThat(bid.leaseMillis()).isEqualTo(10_000);
    }

    @Test
    public void aMissedThresholdIsDeclinedOnceAndLoggedOnce() throws Exception {
        rule.startWithFake("exit 1");
        TestClient client = rule.client("client");
        client.announce(1, "cpu.cores >= 64");
        Decline decline = client.await(Decline.class, any -> true);
        rule.helper.pause("holiday");
        rule.helper.resume();
        client.link.send(new Probe(1, false));
        client.await(Ack.class, any -> true);
        assertThat(decline.reason()).contains("cpu.cores");
        assertThat(rule.log.stream().filter(line -> line.contains("cpu.cores"))).isNotEmpty();
        assertThat(client.all(Bid.class)).isEmpty();
    }

    @Test
    public void criteriaThatCannotBeReadAreDeclinedWithTheColumn() throws Exception {
        rule.startWithFake("exit 1");
        TestClient client = rule.client("client");
        client.announce(1, "cpu.cores >=");
        assertThat(client.await(Decline.class, any -> true).reason()).contains("criteria");
    }

    @Test
    public void theBidComesWhenTheLoadHasFallen() throws Exception {
        rule.machine.load = 0.9;
        rule.startWithFake("exit 1");
        TestClient client = rule.client("client");
        client.announce(1, "load.cpu < 0.7");
        assertThat(client.await(Decline.class, any -> true).reason()).contains("load.cpu");
        rule.machine.load = 0.1;
        client.await(Bid.class, any -> true);
    }

    @Test
    public void whileTheOwnerIsThereUnitsEndAndNothingNewIsTaken() throws Exception {
        Path gate = rule.temporary.getRoot().toPath().resolve("gate");
        rule.startWithFake("echo $$ >> " + pids() + "; while ! test -e " + gate + "; do sleep 0.05; done; exit 1");
        TestClient client = rule.winner();
        client.compile(1, HelperRule.digest(client), TEXT);
        client.await(Started.class, any -> true);
        rule.helper.disturbed(new Verdict(Set.of(Reaction.NO_NEW_BIDS), "keyboard 3 s ago"));
        Withdraw withdraw = client.await(Withdraw.class, any -> true);
        assertThat(withdraw).isEqualTo(new Withdraw(2, List.of(), "keyboard 3 s ago"));
        assertThat(client.await(Decline.class, any -> true).reason()).isEqualTo("keyboard 3 s ago");
        client.compile(2, HelperRule.digest(client), TEXT);
        assertThat(client.result(2).outcome()).isEqualTo(Outcome.REFUSED);
        Files.createFile(gate);
        assertThat(client.result(1).outcome()).as("not cancelled").isNotEqualTo(Outcome.CANCELLED);
        rule.helper.disturbed(new Verdict(Set.of(), "no activity but ours"));
        await().until(() -> client.all(Bid.class).size() == 2);
        assertThat(client.all(Bid.class).get(1).slots()).isEqualTo(2);
    }

    @Test
    public void oneUnitIsQueuedAheadOfEachSlotAndNoMore() throws Exception {
        rule.startWithFake(sleeper());
        TestClient client = rule.winner();
        String digest = HelperRule.digest(client);
        for (long ticket = 1; ticket <= 5; ticket++) {
            client.compile(ticket, digest, TEXT);
        }
        assertThat(client.result(5).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(client.result(5).reason()).contains("not reserved");
        await().until(() -> client.all(Started.class).size() == 2);
        // Which two run is decided by whose text is unpacked first.
        long running = client.all(Started.class).get(0).ticket();
        client.link.send(new Cancel(running, "enough"));
        assertThat(client.result(running).outcome()).isEqualTo(Outcome.CANCELLED);
        await().until(() -> client.all(Started.class).size() == 3);
    }

    @Test
    public void aQueuedUnitIsCancelledWithoutEverRunning() throws Exception {
        rule.startWithFake(sleeper());
        TestClient client = rule.winner();
        String digest = HelperRule.digest(client);
        for (long ticket = 1; ticket <= 3; ticket++) {
            client.compile(ticket, digest, TEXT);
        }
        await().until(() -> client.all(Started.class).size() == 2);
        long queued = 1
                + 2
                + 3
                - client.all(Started.class).stream().mapToLong(Started::ticket).sum();
        client.link.send(new Cancel(queued, "enough"));
        assertThat(client.result(queued).outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(client.result(queued).exitStatus()).isEqualTo(-1);
    }

    @Test
    public void aUnitThatNeedsMoreMemoryThanIsSetAsideIsRefused() throws Exception {
        rule.startWithFake("exit 1");
        TestClient client = rule.winner();
        client.assign(1, TestClient.task(HelperRule.digest(client), List.of()), 9L << 30, 9000, TEXT.getBytes(UTF_8));
        assertThat(client.result(1).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(client.result(1).reason()).isEqualTo("needs 9.0 GiB, but 8.0 GiB are set aside");
    }

    @Test
    public void heartbeatsTellWhatProcessorTimeAUnitUses() throws Exception {
        rule.startWithFake("while :; do :; done");
        TestClient client = rule.winner();
        client.compile(7, HelperRule.digest(client), TEXT);
        client.await(
                Heartbeat.class,
                beat -> !beat.cpuMillis().isEmpty() && beat.cpuMillis().get(0) > 300);
        client.link.send(new Cancel(7, "enough"));
        assertThat(client.result(7).usage().userMillis()).isGreaterThan(100);
    }

    /** Every message is a sign of life, but what runs for long has its processor time told all the same. */
    @Test
    public void heartbeatsOfALongUnitComeBetweenOtherMessages() throws Exception {
        rule.startWithFake(sleeper());
        TestClient client = rule.winner();
        client.compile(7, HelperRule.digest(client), TEXT);
        client.await(Started.class, any -> true);
        await().pollInterval(Duration.ofMillis(10)).until(() -> {
            client.link.send(new Probe(1, false));
            return client.all(Heartbeat.class).stream()
                            .filter(beat -> beat.running().equals(List.of(7L)))
                            .count()
                    > 3;
        });
        client.link.send(new Cancel(7, "enough"));
        client.result(7);
    }

    @Test
    public void heartbeatsNameWhatRunsAndStopWhenNothingIsHeld() throws Exception {
        rule.startWithFake(sleeper());
        TestClient client = rule.winner();
        client.compile(7, HelperRule.digest(client), TEXT);
        client.await(Heartbeat.class, beat -> beat.running().equals(List.of(7L)));
        client.link.send(new Cancel(7, "enough"));
        client.result(7);
        client.link.send(new Release(2));
        client.link.send(new Probe(1, false));
        client.await(Ack.class, any -> true);
        int before = client.all(Heartbeat.class).size();
        client.link.send(new Probe(2, false));
        client.await(Ack.class, ack -> ack.sequence() == 2);
        assertThat(client.all(Heartbeat.class)).hasSize(before);
    }

    @Test
    public void aProbeIsAnsweredWithProfileAndUnits() throws Exception {
        rule.startWithFake(sleeper());
        TestClient client = rule.winner();
        client.compile(1, HelperRule.digest(client), TEXT);
        client.await(Started.class, any -> true);
        client.link.send(new Probe(9, true));
        Ack ack = client.await(Ack.class, any -> true);
        assertThat(ack.sequence()).isEqualTo(9);
        assertThat(ack.units()).containsExactly("unit1");
        assertThat(ack.profile().running()).isEqualTo(1);
    }

    @Test
    public void releasedSlotsAreNotBidToTheSameClientAgainUntilItAsks() throws Exception {
        rule.startWithFake("exit 1");
        TestClient client = rule.winner();
        client.link.send(new Release(2));
        client.link.send(new Probe(1, false));
        client.await(Ack.class, any -> true);
        assertThat(client.all(Bid.class)).hasSize(1);
        assertThat(client.win(1).slots()).isEqualTo(1);
    }

    @Test
    public void aSilentClientLosesItsUnitsAndItsSlotsGoToAnother() throws Exception {
        Path fake = FakeCompiler.write(rule.temporary.getRoot().toPath().resolve("gcc"), sleeper());
        rule.start(config -> config.allowedCompilers(List.of(fake.toString())).lease(Duration.ofMillis(1500)));
        TestClient silent = rule.winner();
        silent.compile(1, HelperRule.digest(silent), TEXT);
        await().until(() -> Files.exists(pids()) && !Files.readString(pids()).isBlank());
        silent.awaitClosed();
        assertThat(silent.closed).contains("lease expired");
        await().until(() -> !alive());
        assertThat(rule.client("other").win(2).slots()).isEqualTo(2);
    }

    @Test
    public void aClosedLinkFreesItsSlotsAndKillsItsUnits() throws Exception {
        rule.startWithFake(sleeper());
        TestClient leaving = rule.winner();
        leaving.compile(1, HelperRule.digest(leaving), TEXT);
        await().until(() -> Files.exists(pids()) && !Files.readString(pids()).isBlank());
        TestClient other = rule.client("other");
        other.announce(2, "");
        leaving.close();
        await().until(() -> other.all(Bid.class).stream().mapToInt(Bid::slots).sum() == 2);
        assertThat(alive()).isFalse();
    }

    @Test
    public void closingHandsUnitsBackBeforeItSaysGoodbye() throws Exception {
        rule.startWithFake(sleeper());
        TestClient client = rule.winner();
        for (long ticket = 1; ticket <= 3; ticket++) {
            client.compile(ticket, HelperRule.digest(client), TEXT);
        }
        await().until(() -> client.all(Started.class).size() == 2);
        rule.helper.close("maintenance");
        client.awaitClosed();
        Withdraw withdraw = client.await(Withdraw.class, any -> true);
        assertThat(withdraw.tickets()).containsExactly(1L, 2L, 3L);
        assertThat(withdraw.slots()).isEqualTo(2);
        assertThat(withdraw.reason()).isEqualTo("maintenance");
        assertThat(client.closed).contains("maintenance");
        assertThat(alive()).isFalse();
        try (var left = Files.list(rule.work())) {
            assertThat(left.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("helper-"));
        }
    }

    @Test
    public void aSecondClientGetsItsShareFromTheFirst() throws Exception {
        rule.startWithFake("sleep 0.2; echo > $object");
        TestClient rich = rule.winner();
        rich.compile(1, HelperRule.digest(rich), TEXT);
        rich.compile(2, HelperRule.digest(rich), TEXT);
        TestClient poor = rule.client("poor");
        assertThat(poor.win(2).slots()).isEqualTo(1);
        assertThat(rich.await(Withdraw.class, any -> true).slots()).isEqualTo(1);
        assertThat(rich.result(1).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(rich.result(2).outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    public void theOwnerHandsBackWithoutClosing() throws Exception {
        rule.startWithFake(sleeper());
        TestClient client = rule.winner();
        client.compile(1, HelperRule.digest(client), TEXT);
        client.await(Started.class, any -> true);
        rule.helper.pause("keyboard in use");
        rule.helper.handBack("keyboard in use");
        assertThat(client.await(Withdraw.class, any -> true).tickets()).containsExactly(1L);
        assertThat(client.await(Decline.class, any -> true).reason()).isEqualTo("keyboard in use");
        rule.helper.resume();
        await().until(() -> client.all(Bid.class).stream().mapToInt(Bid::slots).sum() == 4);
    }

    @Test
    public void messagesThatNoClientSendsEndTheConversation() throws Exception {
        rule.startWithFake("exit 1");
        TestClient rude = rule.client("rude");
        rude.link.send(new Announce(1, "b", "", List.of(), 1, 1, 0, 0, false, List.of()));
        rude.awaitClosed();
        assertThat(rude.closed).contains("out of range");
        assertThat(rule.client("polite").win(1).slots()).isEqualTo(1);
    }

    private boolean alive() throws Exception {
        for (String pid : Files.readAllLines(pids())) {
            if (ProcessHandle.of(Long.parseLong(pid))
                    .map(ProcessHandle::isAlive)
                    .orElse(false)) {
                return true;
            }
        }
        return false;
    }
}
