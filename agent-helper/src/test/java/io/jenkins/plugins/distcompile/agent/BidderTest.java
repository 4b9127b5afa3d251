package io.jenkins.plugins.distcompile.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.distcompile.agent.Bidder.Reserve;
import io.jenkins.plugins.distcompile.agent.Bidder.Silence;
import io.jenkins.plugins.distcompile.criteria.AgentProfile;
import io.jenkins.plugins.distcompile.criteria.CompilerFacts;
import io.jenkins.plugins.distcompile.protocol.Message.Announce;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;

public final class BidderTest {

    private static final long GIB = 1L << 30;
    private final Bidder bidder = new Bidder(new Bidder.Owner(0.7, GIB, 2 * GIB));

    @Test
    public void aWillingMachineHasNoReason() {
        assertThat(reason(announce(0, "gcc-digest"), profile(0.1, 8 * GIB, 50 * GIB), null))
                .isEmpty();
        assertThat(reason(announce(0), profile(0.1, 8 * GIB, 50 * GIB), null)).isEmpty();
        assertThat(reason(announce(0, "other", "gcc-digest"), profile(0, GIB, 2 * GIB), null))
                .isEmpty();
    }

    @Test
    public void eachReasonNamesWhatIsMissing() {
        AgentProfile fine = profile(0.1, 8 * GIB, 50 * GIB);
        assertThat(reason(announce(0), profile(0.92, 8 * GIB, 50 * GIB), null))
                .hasValueSatisfying(why -> assertThat(why).startsWith("load.cpu 0.92 ≥ 0.70"));
        assertThat(reason(announce(0), profile(0, GIB / 2, 50 * GIB), null))
                .hasValue("free memory 512.0 MiB below the owner's limit of 1.0 GiB");
        assertThat(reason(announce(0), profile(0, 8 * GIB, GIB), null))
                .hasValue("free disk 1.0 GiB below the 2.0 GiB that the helper needs");
        assertThat(reason(announce(9 * GIB), fine, null))
                .hasValue("free memory 8.0 GiB below the largest need of 9.0 GiB");
        assertThat(reason(announce(0, "clang-digest"), fine, null))
                .hasValue("none of the 1 compilers needed is here; has gcc 12.2.0");
        assertThat(reason(announce(0), fine, "paused")).hasValue("paused");
    }

    @Test
    public void theClientsThresholdsAreAskedLast() {
        assertThat(bidder.unwilling(
                        announce(0), profile(0, 8 * GIB, 50 * GIB), null, any -> Optional.of("cpu.mhz low")))
                .hasValue("cpu.mhz low");
    }

    @Test
    public void theAnswerTakesWhatTheBookCanGive() {
        ReservationBook book = new ReservationBook(2, 4 * GIB, 1000);
        book.open(1, 0);
        book.want(1, 7);
        assertThat(bidder.answer(announce(0), 1, book)).isEqualTo(new Reserve(2, 4 * GIB));
        assertThat(bidder.answer(announce(5 * GIB), 1, book)).isInstanceOf(Silence.class);
        book.reserve(1, 2, 4 * GIB);
        assertThat(bidder.answer(announce(0), 1, book)).isEqualTo(new Silence("no free slot: all reserved or running"));
    }

    private Optional<String> reason(Announce announce, AgentProfile profile, String ailment) {
        return bidder.unwilling(announce, profile, ailment, any -> Optional.empty());
    }

    private static Announce announce(long largest, String... compilers) {
        return new Announce(1, "17", "", List.of(compilers), 7, 3, largest, 1000, true, List.of());
    }

    static AgentProfile profile(double load, long freeMemory, long freeDisk) {
        return new AgentProfile(
                "agent",
                "machine",
                "linux",
                "x86_64",
                new AgentProfile.Cpu("model", 4, 2, 3000),
                new AgentProfile.Memory(16 * GIB, freeMemory),
                new AgentProfile.Disk(100 * GIB, freeDisk),
                new AgentProfile.Network(1_000_000_000),
                new AgentProfile.Load(load, -1, -1),
                4,
                4,
                0,
                0,
                List.of(new CompilerFacts("gcc", "12.2.0", "x86_64-linux-gnu", "gcc-digest")),
                Map.of());
    }
}
