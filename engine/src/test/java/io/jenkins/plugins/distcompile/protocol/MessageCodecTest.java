package io.jenkins.plugins.distcompile.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.jenkins.plugins.distcompile.criteria.AgentProfile;
import io.jenkins.plugins.distcompile.criteria.CompilerFacts;
import io.jenkins.plugins.distcompile.ranking.Rank;
import io.jenkins.plugins.distcompile.toolchain.Language;
import io.jenkins.plugins.distcompile.toolchain.Task;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Test;

public class MessageCodecTest {
    private static final AgentProfile.Load LOAD = new AgentProfile.Load(0.25, 1.5, -1);
    private static final AgentProfile PROFILE = new AgentProfile(
            "a1",
            "m1",
            "linux",
            "x86_64",
            new AgentProfile.Cpu("Fast", 8, 4, 3000),
            new AgentProfile.Memory(1L << 34, 1L << 33),
            new AgentProfile.Disk(1L << 40, 1L << 39),
            new AgentProfile.Network(1_000_000_000),
            LOAD,
            8,
            6,
            2,
            1.25,
            List.of(new CompilerFacts("gcc", "12.2.0", "x86_64-linux-gnu", "ab".repeat(32))),
            Map.of("rack", "7"));
    private static final Attachment FILE = new Attachment("text", 10, 5, true, "cd".repeat(32));

    private static final Rank RANK = Rank.of("gpu", 62.5, Map.of("gpu_mem", "8GiB"));
    private static final Message.Announce ANNOUNCE = new Message.Announce(
            1,
            "b",
            "cpu.mhz > 1",
            List.of("ab"),
            3,
            2.5,
            0,
            1000,
            true,
            List.of(new Message.WantedRanking("gpu", "ef", 60_000, 0)));

    static List<Message> samples() {
        Task compile = new Task.Compile(
                "ab", Language.values()[0], List.of("-O2"), "a ü.c", "/w", "a.o", List.of(".dwo"), Map.of("LANG", "C"));
        return List.of(
                ANNOUNCE,
                new Message.Assign(7, "u", 1, compile, 0, 60_000, false, List.of(FILE)),
                new Message.Assign(
                        8,
                        "u",
                        2,
                        new Task.Command(List.of("ar"), List.of("i"), List.of("o")),
                        1,
                        2,
                        true,
                        List.of(FILE)),
                new Message.Cancel(7, "late"),
                new Message.Release(2),
                new Message.Probe(9, true),
                new Message.RateProbe(3, 64, List.of(FILE)),
                new Message.Rated(3, List.of(FILE)),
                new Message.Bid(1, PROFILE, 2, 1L << 32, 30_000, List.of(new Message.HeldRank(RANK, 500))),
                new Message.NeedRanking(1, "gpu", "ef".repeat(32)),
                new Message.Ranking("gpu", "ef".repeat(32), List.of(FILE)),
                new Message.Ranked(1, List.of(new Message.HeldRank(Rank.none("gpu", "it hung"), 60_000))),
                new Message.Decline(1, "load 7.2 > 4"),
                new Message.Started(7, 150),
                new Message.Heartbeat(4, List.of(7L, 1L << 40), List.of(1500L, -1L), LOAD),
                new Message.Ack(9, null, List.of("u")),
                new Message.Ack(9, PROFILE, List.of()),
                new Message.Result(
                        7, Message.Outcome.SUCCEEDED, 0, "", "", new Message.Usage(1, 2, 3, 4, 5), List.of(FILE)),
                new Message.Withdraw(1, List.of(7L), "user is back"),
                new Message.Goodbye("done"));
    }

    @Test
    public void everyMessageComesBackAsItWas() throws Exception {
        for (Message message : samples()) {
            assertThat(MessageCodec.decode(MessageCodec.encode(message))).isEqualTo(message);
        }
    }

    @Test
    public void theSamplesCoverEveryMessageAndTask() {
        assertThat(samples().stream().map(Object::getClass).collect(Collectors.toSet()))
                .containsAll(Stream.of(Message.class.getPermittedSubclasses())
                        .filter(Class::isRecord)
                        .toList());
        assertThat(Task.class.getPermittedSubclasses()).hasSize(2);
    }

    @Test
    public void goldenBytes() {
        // Changed on purpose only, together with MessageCodec.VERSION.
        assertThat(hex(new Message.Cancel(7, "late"))).isEqualTo(GOLDEN_CANCEL);
        assertThat(hex(new Message.Heartbeat(4, List.of(7L), List.of(1500L), LOAD)))
                .isEqualTo(GOLDEN_HEARTBEAT);
        assertThat(hex(ANNOUNCE)).isEqualTo(GOLDEN_ANNOUNCE);
        assertThat(hex(new Message.Ranked(1, List.of(new Message.HeldRank(RANK, 500)))))
                .isEqualTo(GOLDEN_RANKED);
        assertThat(hex(new Message.Assign(
                        8,
                        "u",
                        2,
                        new Task.Command(List.of("ar"), List.of("i"), List.of("o")),
                        1,
                        2,
                        true,
                        List.of(new Attachment("text", 10, 5, true, "cd")))))
                .isEqualTo(GOLDEN_ASSIGN);
    }

    private static final String GOLDEN_CANCEL = "9f6663616e63656cbf667469636b65740766726561736f6e646c617465ffff";
    private static final String GOLDEN_HEARTBEAT =
            "9f69686561727462656174bf6873657175656e6365046772756e6e696e678107696370754d696c6c6973811905dc"
                    + "646c6f6164bf63637075fb3fd00000000000006961766572616765316dfb3ff80000000000006f757365724964"
                    + "6c655365636f6e647320ffffff";
    private static final String GOLDEN_ANNOUNCE =
            "9f68616e6e6f756e6365bf65726f756e6401676275696c64496461626863726974657269616b6370752e6d68"
                    + "7a203e203169636f6d70696c657273816261626c77616974696e67556e697473036e77616974696e67536563"
                    + "6f6e6473fb4004000000000000726c6172676573744d656d6f72794279746573006f6865617274626561744d"
                    + "696c6c69731903e8676578706c61696ef56872616e6b696e677381bf646e616d656367707566736861323536"
                    + "6265666974746c4d696c6c697319ea606b6b6e6f776e4d696c6c697300ffffff";
    private static final String GOLDEN_RANKED =
            "9f6672616e6b6564bf65726f756e64016572616e6b7381bf6472616e6bbf677574696c697479636770756576"
                    + "616c7565fb404f400000000000686d65746164617461bf676770755f6d656d6438476942ff66726561736f6e"
                    + "60ff6b76616c69644d696c6c69731901f4ffffff";
    private static final String GOLDEN_ASSIGN =
            "9f6661737369676ebf667469636b65740864756e6974617564636f707902647461736b9f67636f6d6d616e64"
                    + "bf67636f6d6d616e648162617266696e70757473816169676f75747075747381616fffff6b6d656d6f727942"
                    + "79746573016b6c696d69744d696c6c69730265717569636bf56b6174746163686d656e747381bf64726f6c65"
                    + "64746578746562797465730a69776972654279746573056a636f6d70726573736564f5666372633332636263"
                    + "64ffffff";

    private static String hex(Message message) {
        return HexFormat.of().formatHex(MessageCodec.encode(message));
    }

    @Test
    public void aNullTextIsReadAsTheEmptyOne() throws Exception {
        assertThat(MessageCodec.decode(MessageCodec.encode(new Message.Cancel(7, null))))
                .isEqualTo(new Message.Cancel(7, ""));
    }

    @Test
    public void whatTheProtocolDoesNotKnowIsRefused() throws Exception {
        refused(List.of("dance", Map.of()));
        refused(List.of("java.lang.Thread", Map.of()));
        refused(List.of("cancel", Map.of("ticket", 1, "reason", "r", "colour", "red")));
        refused(List.of("cancel", Map.of("reason", "r")));
        refused(List.of("cancel", Map.of("ticket", "1", "reason", "r")));
        refused(List.of("cancel", Map.of("ticket", 1.5, "reason", "r")));
        refused(List.of("release", Map.of("slots", 1L << 40)));
        refused(List.of("withdraw", Map.of("slots", 1, "tickets", Arrays.asList(1L, null), "reason", "r")));
        refused(List.of("ranked", Map.of("round", 1, "ranks", List.of(Map.of("validMillis", 1)))));
        refused(List.of(
                "ranked",
                Map.of(
                        "round",
                        1,
                        "ranks",
                        List.of(Map.of(
                                "rank",
                                Map.of("utility", "u", "value", 900.0, "metadata", Map.of(), "reason", ""),
                                "validMillis",
                                1)))));
        refused(List.of("goodbye", Map.of("reason", "r"), 1));
        refused(Map.of("reason", "r"));
        refused(List.of(
                "heartbeat",
                Map.of(
                        "sequence",
                        1,
                        "running",
                        List.of(),
                        "load",
                        Map.of("cpu", Double.NaN, "average1m", 1.0, "userIdleSeconds", 0))));
    }

    private static void refused(Object tree) throws Exception {
        byte[] bytes = new CBORMapper().writeValueAsBytes(tree);
        assertThatThrownBy(() -> MessageCodec.decode(bytes)).as("%s", tree).isInstanceOf(ProtocolException.class);
    }

    @Test
    public void aMissingLoadIsRefused() throws Exception {
        byte[] bytes = MessageCodec.encode(new Message.Heartbeat(1, List.of(), List.of(), null));
        assertThatThrownBy(() -> MessageCodec.decode(bytes)).isInstanceOf(ProtocolException.class);
    }

    @Test
    public void bytesAfterTheMessageAreRefused() {
        byte[] good = MessageCodec.encode(new Message.Started(1, 0));
        assertThatThrownBy(() -> MessageCodec.decode(Arrays.copyOf(good, good.length + 1)))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    public void deepNestingAndFalseLengthsAreRefusedCheaply() {
        byte[] deep = new byte[100_000];
        Arrays.fill(deep, (byte) 0x81);
        assertThatThrownBy(() -> MessageCodec.decode(deep)).isInstanceOf(ProtocolException.class);
        // [ "goodbye", { "reason": text of 2^31 - 1 bytes } ] with nothing behind
        byte[] longText = HexFormat.of().parseHex("8267676f6f64627965a166726561736f6e7a7fffffff");
        assertThatThrownBy(() -> MessageCodec.decode(longText)).isInstanceOf(ProtocolException.class);
    }

    @Test
    public void aMessageLongerThanTheProtocolAllowsIsNotEncoded() {
        Message message = new Message.Goodbye("x".repeat(MessageCodec.MAX_BYTES));
        assertThatThrownBy(() -> MessageCodec.encode(message)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    public void damagedBytesGiveAMessageOrAProtocolException() {
        SplittableRandom random = new SplittableRandom(20261122);
        List<byte[]> good = samples().stream().map(MessageCodec::encode).toList();
        int refused = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = good.get(random.nextInt(good.size())).clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            bytes = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
            try {
                assertThat(MessageCodec.decode(bytes)).isNotNull();
            } catch (ProtocolException e) {
                refused++;
            } catch (RuntimeException | Error e) {
                throw new AssertionError(
                        "seed 20261122, case " + i + ": " + HexFormat.of().formatHex(bytes), e);
            }
        }
        assertThat(refused).isGreaterThan(25_000);
        assertThatThrownBy(() -> MessageCodec.decode("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(ProtocolException.class);
    }
}
