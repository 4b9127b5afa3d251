package io.jenkins.plugins.distcompile.protocol;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What {@link Message.RateProbe} and its answer carry: the same random bytes again and again, so that any number of them
 * takes no memory, and no link can squeeze them.
 */
public final class RateChunks {
    /** Of each attachment. */
    public static final int BYTES = 32 << 10;

    /** Most of them in one message: 4 MiB. */
    public static final int MOST = 128;

    private static final byte[] CHUNK = new byte[BYTES];
    private static final Attachment HEADER = new Attachment("rate", BYTES, BYTES, false, "");

    static {
        new SplittableRandom(8).nextBytes(CHUNK);
    }

    private RateChunks() {}

    public static List<Attachment> headers(int chunks) {
        return Collections.nCopies(chunks, HEADER);
    }

    /** Not to be changed. */
    public static List<byte[]> contents(int chunks) {
        return Collections.nCopies(chunks, CHUNK);
    }

    /** Whether a probe asks for no more than it may, and brings nothing else. */
    public static boolean proper(Message.RateProbe probe) {
        return probe.replyChunks() >= 0
                && probe.replyChunks() <= MOST
                && probe.attachments().size() <= MOST
                && probe.attachments().stream().allMatch(each -> each.wireBytes() == BYTES);
    }
}
