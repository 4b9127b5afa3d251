package io.jenkins.plugins.distcompile.link;

import io.jenkins.plugins.distcompile.protocol.Attachment;
import io.jenkins.plugins.distcompile.protocol.Message;
import java.util.List;
import java.util.SplittableRandom;

/** Messages with and without attachments; for tests. */
final class Samples {
    private Samples() {}

    static byte[] random(int length, long seed) {
        byte[] bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    static Message.Result result(long ticket, List<byte[]> files) {
        List<Attachment> declared = files.stream()
                .map(file -> new Attachment("object", file.length, file.length, false, "00"))
                .toList();
        return new Message.Result(ticket, Message.Outcome.SUCCEEDED, 0, "", "", Message.Usage.NONE, declared);
    }

    static Message probe(long sequence) {
        return new Message.Probe(sequence, false);
    }
}
