package io.jenkins.plugins.distcompile.farm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.distcompile.report.BuildEvent;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;

/** Links through a relay of real processes: every part of it is killed, and the build completes. */
public class RelayTest {
    @Rule
    public final Farm farm = new Farm();

    private Project project;
    private Control control;

    @BeforeClass
    public static void patience() {
        Awaitility.setDefaultTimeout(java.time.Duration.ofSeconds(120));
    }

    private Relay begin() throws Exception {
        project = farm.project(10, "1");
        // What an agent has lost waits so long for another one before it runs here.
        control = farm.control(project).with("waitForAgents", "20s").running();
        Relay relay = control.relay("alpha");
        control.awaitRunning("alpha");
        return relay;
    }

    @Test
    public void aKilledPumpIsReplacedByAnotherOfTheSameName() throws Exception {
        Relay relay = begin();
        relay.killPump();
        lostAndReplaced();
        Awaitility.await().until(relay::processesGone);
    }

    @Test
    public void aKilledAttachIsReplacedByAnotherOfTheSameName() throws Exception {
        begin().killAttach();
        lostAndReplaced();
    }

    @Test
    public void aKilledHelperIsReplacedByAnotherOfTheSameName() throws Exception {
        Relay relay = begin();
        relay.killHelper();
        assertThat(relay.end()).isEqualTo("ended helper 137 attach 0");
        lostAndReplaced();
    }

    private void lostAndReplaced() throws Exception {
        control.await(BuildEvent.AgentLost.class, event -> event.agent().equals("alpha"));
        control.relay("alpha");
        complete();
        assertThat(control.events(BuildEvent.AgentVerdict.class).filter(event -> event.slots() > 0))
                .hasSizeGreaterThanOrEqualTo(2);
    }

    private void complete() throws Exception {
        JsonNode result = control.result();
        assertThat(result.get("success").asBoolean()).as(result.toString()).isTrue();
        project.assertComplete();
    }

    @Test
    public void aLivingLinkGivesWayToANewOneOfItsName() throws Exception {
        Relay old = begin();
        Relay young = control.relay("alpha");
        assertThat(old.end()).isEqualTo("ended helper 0 attach 0");
        complete();
        assertThat(young.end()).isEqualTo("ended helper 0 attach 0");
        assertThat(control.events(BuildEvent.AgentLost.class)
                        .filter(event -> event.agent().equals("alpha")))
                .hasSize(1);
    }

    @Test
    public void allLinksCutTheBuildEndsHere() throws Exception {
        project = farm.project(6, "1");
        control = farm.control(project).with("waitForAgents", "10s").running();
        Relay relay = control.relay("alpha");
        control.awaitRunning("alpha");
        relay.killPump();
        complete();
        assertThat(control.events(BuildEvent.LocalStarted.class)).isNotEmpty();
    }

    @Test
    public void unitsGoDirectlyWhereTheHelperCanBeReached() throws Exception {
        project = farm.project(6, "0");
        control = farm.control(project).running();
        Relay relay = control.relay("alpha", "127.0.0.1:0", "-");
        complete();
        assertThat(control.notices()).anyMatch(text -> text.startsWith("alpha: units go directly to 127.0.0.1:"));
        assertThat(control.result().get("summary").get("remoteUnits").asInt()).isPositive();
        assertThat(relay.end()).isEqualTo("ended helper 0 attach 0");
    }

    @Test
    public void theEndOfTheRelayEndsADirectLink() throws Exception {
        project = farm.project(10, "1");
        control = farm.control(project).running();
        Relay relay = control.relay("alpha", "127.0.0.1:0", "-");
        control.awaitRunning("alpha");
        relay.killAttach();
        lostAndReplaced();
        Awaitility.await().until(relay::processesGone);
    }

    @Test
    public void unitsGoThroughTheRelayWhereNobodyAnswersAtTheAddress() throws Exception {
        project = farm.project(6, "0");
        control = farm.control(project).running();
        int closed;
        try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = port.getLocalPort();
        }
        // 192.0.2.0/24 is for documentation (RFC 5737): nobody is there.
        Relay relay = control.relay("alpha", "127.0.0.1:0", "127.0.0.1:" + closed + ",192.0.2.77:9");
        complete();
        assertThat(control.notices())
                .anyMatch(text -> text.startsWith("alpha: units go through the relay; no direct link: ")
                        && text.contains("127.0.0.1:" + closed));
        assertThat(control.result().get("summary").get("remoteUnits").asInt()).isPositive();
        assertThat(relay.end()).isEqualTo("ended helper 0 attach 0");
    }

    @Test
    public void whoIsToBeReachedDirectlyAndCannotBeIsNotUsed() throws Exception {
        project = farm.project(3, "0");
        control = farm.control(project).with("fallback", "wait").running();
        int closed;
        try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = port.getLocalPort();
        }
        control.relay("alpha", "127.0.0.1:0", RelayPump.ONLY + "127.0.0.1:" + closed);
        control.await(BuildEvent.AgentVerdict.class, verdict -> true);
        // Who can be reached gets what it does not.
        control.relay("beta");
        complete();
        assertThat(control.events(BuildEvent.AgentVerdict.class)).first().satisfies(verdict -> {
            assertThat(verdict.verdict()).isEqualTo("unreachable");
            assertThat(verdict.reason()).startsWith("no direct link: ").contains("127.0.0.1:" + closed);
        });
        assertThat(control.events(BuildEvent.Assigned.class))
                .isNotEmpty()
                .extracting(BuildEvent.Assigned::agent)
                .containsOnly("beta");
    }

    @Test
    public void whoIsToBeReachedDirectlyAndCanBeGetsUnits() throws Exception {
        project = farm.project(4, "0");
        control = farm.control(project).running();
        control.relay("alpha", "127.0.0.1:0", RelayPump.ONLY + "-");
        complete();
        assertThat(control.notices()).anyMatch(text -> text.startsWith("alpha: units go directly to 127.0.0.1:"));
        assertThat(control.events(BuildEvent.Assigned.class)).isNotEmpty();
    }

    @Test
    public void whoSaysGoodbyeOnADirectLinkIsNotSaidToBeOutOfReachLater() throws Exception {
        project = farm.project(10, "1");
        control = farm.control(project).with("waitForAgents", "20s").running();
        Relay relay = control.relay("alpha", "127.0.0.1:0", "-");
        control.awaitRunning("alpha");
        relay.stopHelper();
        control.await(
                BuildEvent.AgentVerdict.class, verdict -> verdict.verdict().equals("left"));
        control.relay("beta");
        complete();
        assertThat(verdicts()).contains("left").doesNotContain("unreachable", "declined");
    }

    /** Both links then say goodbye before either is read, and it is chance which is read first. */
    @Test
    public void whoSaysGoodbyeOnADirectLinkIsNotLostOnADispatcherThatIsHeldUp() throws Exception {
        project = farm.project(10, "1");
        control = farm.control(project).with("waitForAgents", "20s").running();
        Relay relay = control.relay("alpha", "127.0.0.1:0", "-");
        control.awaitRunning("alpha");
        control.signal("STOP");
        relay.stopHelper();
        Awaitility.await().until(relay::processesGone);
        control.signal("CONT");
        control.await(
                BuildEvent.AgentVerdict.class, verdict -> verdict.verdict().equals("left"));
        control.relay("beta");
        complete();
        assertThat(control.events(BuildEvent.AgentLost.class)).isEmpty();
    }

    @Test
    public void whoSaysGoodbyeIsNotLost() throws Exception {
        Relay relay = begin();
        relay.stopHelper();
        control.await(
                BuildEvent.AgentVerdict.class, verdict -> verdict.verdict().equals("left"));
        control.relay("beta");
        complete();
        assertThat(control.events(BuildEvent.AgentLost.class)).isEmpty();
        assertThat(verdicts()).contains("left").doesNotContain("declined");
    }

    private Stream<String> verdicts() throws Exception {
        return control.events(BuildEvent.AgentVerdict.class)
                .filter(verdict -> verdict.agent().equals("alpha"))
                .map(BuildEvent.AgentVerdict::verdict);
    }
}
