package io.jenkins.plugins.distcompile.protocol;

import io.jenkins.plugins.distcompile.criteria.AgentProfile;
import io.jenkins.plugins.distcompile.criteria.CompilerFacts;
import io.jenkins.plugins.distcompile.toolchain.Language;
import io.jenkins.plugins.distcompile.toolchain.Task;
import java.util.List;
import java.util.Map;

/**
 * Puts the messages of an ordinary build through the codec before there is a link. What the codec sets up for each kind of
 * message takes some milliseconds, during which an agent would wait for its first unit.
 */
public final class MessageRehearsal {
    private static final AgentProfile.Load LOAD = new AgentProfile.Load(0, 0, -1);
    private static final AgentProfile PROFILE = new AgentProfile(
            "name",
            "machine",
            "linux",
            "x86_64",
            new AgentProfile.Cpu("model", 1, 1, 1),
            new AgentProfile.Memory(1, 1),
            new AgentProfile.Disk(1, 1),
            new AgentProfile.Network(1),
            LOAD,
            1,
            1,
            0,
            1,
            List.of(new CompilerFacts("gcc", "1", "target", "digest")),
            Map.of("key", "value"));

    private MessageRehearsal() {}

    /** Encodes and decodes each of them once. */
    public static void run() {
        List<Attachment> file = List.of(new Attachment("text", 1, 1, false, "0"));
        Task compile = new Task.Compile(
                "digest", Language.C, List.of("-O2"), "a.c", "/w", "a.o", List.of(".dwo"), Map.of("LANG", "C"));
        List<Message> messages = List.of(
                new Message.Announce(1, "build", "", List.of("digest"), 1, 1, 0, 1000, true, List.of()),
                new Message.Bid(1, PROFILE, 1, 1, 1, List.of()),
                new Message.Probe(1, false),
                new Message.Ack(1, null, List.of("unit")),
                new Message.Assign(1, "unit", 1, compile, 0, 1, true, file),
                new Message.Started(1, 0),
                new Message.Heartbeat(1, List.of(1L), List.of(1L), LOAD),
                new Message.Result(1, Message.Outcome.SUCCEEDED, 0, "", "", Message.Usage.NONE, file));
        try {
            for (Message message : messages) {
                MessageCodec.decode(MessageCodec.encode(message));
            }
        } catch (ProtocolException e) {
            throw new IllegalStateException("the codec does not take its own messages", e);
        }
    }
}
