package io.jenkins.plugins.distcompile.multicast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.Test;

public class MulticastGroupTest {
    @Test
    public void groupsOfBothKindsAreRead() {
        assertThat(MulticastGroup.parse("239.255.77.1:7701", List.of()).port()).isEqualTo(7701);
        assertThat(MulticastGroup.parse("[ff15::7701]:1", List.of()).address().isMulticastAddress())
                .isTrue();
        assertThat(MulticastGroup.parse("[ff15::7701]:1", List.of())).hasToString("[ff15::7701]:1");
    }

    @Test
    public void everythingElseIsAnErrorThatSaysWhatIsExpected() {
        for (String text : List.of(
                "",
                ":",
                "239.255.77.1",
                "239.255.77.1:",
                "239.255.77.1:0",
                "239.255.77.1:65536",
                "239.255.77.1:x",
                "ff15::1:7701",
                "[ff15::1]",
                "[ff15::1:7701",
                "group.example:7701",
                "239.255.77.1.5:7701",
                "[]:7701")) {
            assertThatThrownBy(() -> MulticastGroup.parse(text, List.of()))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(text + ": expected GROUP:PORT, such as 239.255.77.1:7701 or [ff15::7701]:7701");
        }
        assertThatThrownBy(() -> MulticastGroup.parse("192.0.2.1:7701", List.of()))
                .hasMessageContaining("192.0.2.1 is no multicast address");
        assertThatThrownBy(() -> MulticastGroup.parse("[2001:db8::1]:7701", List.of()))
                .hasMessageContaining("no multicast address");
    }

    @Test
    public void anInterfaceThatIsNotThereIsNamedBesideThoseThatAre() {
        assertThatThrownBy(() -> MulticastGroup.parse("239.255.77.1:1", List.of("no-such"))
                        .present())
                .hasMessageStartingWith("there is no network interface no-such; there are ")
                .hasMessageContaining("lo");
    }
}
