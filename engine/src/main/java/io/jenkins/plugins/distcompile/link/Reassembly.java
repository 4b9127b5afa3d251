package io.jenkins.plugins.distcompile.link;

import io.jenkins.plugins.distcompile.protocol.Attachment;
import io.jenkins.plugins.distcompile.protocol.Message;
import io.jenkins.plugins.distcompile.protocol.ProtocolException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts messages together from their chunks. Used by one link's reader thread. Memory grows with the bytes that have
 * arrived, at most twice as fast, and never from a declared length.
 */
final class Reassembly {
    static final int MAX_INCOMPLETE = 64;
    static final int MAX_ATTACHMENTS = 1024;

    private final LinkSettings settings;
    private final Map<Long, Partial> incomplete = new HashMap<>();
    private long lastNumber;
    private long heldBytes;

    Reassembly(LinkSettings settings) {
        this.settings = settings;
    }

    /** A message that has arrived whole. */
    record Whole(Message message, List<byte[]> files) {}

    /** @return the message when nothing follows; null = chunks follow */
    Whole message(long number, Message message) throws ProtocolException {
        List<Attachment> declared = declared(message);
        if (number == 0) {
            if (!declared.isEmpty()) {
                throw new ProtocolException("message with attachments but without a number");
            }
            return new Whole(message, List.of());
        }
        if (number != lastNumber + 1) {
            throw new ProtocolException("message number " + number + " after " + lastNumber);
        }
        lastNumber = number;
        check(declared);
        Partial partial = new Partial(message, declared);
        if (partial.complete()) {
            return partial.whole();
        }
        if (incomplete.size() >= MAX_INCOMPLETE) {
            throw new ProtocolException("more than " + MAX_INCOMPLETE + " messages in flight");
        }
        incomplete.put(number, partial);
        return null;
    }

    /** @return the message when this was its last chunk, else null */
    Whole chunk(long number, int index, byte[] data, int offset, int length) throws ProtocolException {
        Partial partial = incomplete.get(number);
        if (partial == null) {
            throw new ProtocolException("chunk of message " + number + ", which is not in flight");
        }
        heldBytes += length;
        if (heldBytes > settings.incompleteBytes()) {
            throw new ProtocolException("more than " + settings.incompleteBytes() + " bytes in flight");
        }
        partial.add(index, data, offset, length);
        if (!partial.complete()) {
            return null;
        }
        incomplete.remove(number);
        heldBytes -= partial.arrived;
        return partial.whole();
    }

    /** The rest does not come. */
    void abort(long number) throws ProtocolException {
        Partial partial = incomplete.remove(number);
        if (partial == null) {
            throw new ProtocolException("abort of message " + number + ", which is not in flight");
        }
        heldBytes -= partial.arrived;
    }

    /** The attachments a message declares. */
    static List<Attachment> declared(Message message) {
        return message instanceof Message.WithAttachments with ? with.attachments() : List.of();
    }

    private void check(List<Attachment> declared) throws ProtocolException {
        if (declared.isEmpty() || declared.size() > MAX_ATTACHMENTS) {
            throw new ProtocolException("numbered message with " + declared.size() + " attachments");
        }
        long total = 0;
        for (Attachment attachment : declared) {
            long wire = attachment.wireBytes();
            if (wire < 0 || attachment.bytes() < 0 || wire > settings.attachmentBytes() - total) {
                throw new ProtocolException("attachments of more than " + settings.attachmentBytes() + " bytes");
            }
            total += wire;
        }
    }

    /** Attachments arrive one after the other, in order. */
    private static final class Partial {
        private final Message message;
        private final List<Attachment> declared;
        private final List<byte[]> files = new ArrayList<>();
        private byte[] current = new byte[0];
        private int filled;
        private long arrived;

        Partial(Message message, List<Attachment> declared) {
            this.message = message;
            this.declared = declared;
            finishFull();
        }

        void add(int index, byte[] data, int offset, int length) throws ProtocolException {
            if (index != files.size()) {
                throw new ProtocolException("chunk of attachment " + index + " where " + files.size() + " was due");
            }
            long size = declared.get(index).wireBytes();
            if (length > size - filled) {
                throw new ProtocolException("attachment longer than its declared " + size + " bytes");
            }
            if (filled + length > current.length) {
                long grown = Math.max(filled + (long) length, 2L * current.length);
                current = Arrays.copyOf(current, (int) Math.min(size, grown));
            }
            System.arraycopy(data, offset, current, filled, length);
            filled += length;
            arrived += length;
            finishFull();
        }

        private void finishFull() {
            while (!complete() && filled == declared.get(files.size()).wireBytes()) {
                files.add(current);
                current = new byte[0];
                filled = 0;
            }
        }

        boolean complete() {
            return files.size() == declared.size();
        }

        Whole whole() {
            return new Whole(message, List.copyOf(files));
        }
    }
}
