package io.jenkins.plugins.distcompile.link;

import java.util.ArrayDeque;
import java.util.List;

/**
 * What a link has to send, and in which order: frames without attachments first, in the order given; then the chunks
 * of up to 16 messages with attachments, round robin, so that a small message does not wait for a big one. Their
 * headers travel with them. Any thread offers, the writer thread polls. The monitor guards everything and is never
 * held during input or output.
 */
final class Outbox {
    static final int CHUNK_BYTES = 32 << 10;
    static final int INTERLEAVED = 16;

    private final int capacity;
    private final ArrayDeque<Frame> control = new ArrayDeque<>();
    private final ArrayDeque<Bulk> waiting = new ArrayDeque<>();
    private final ArrayDeque<Bulk> active = new ArrayDeque<>();
    private long lastNumber;
    /** null = not closing; sent after everything else. */
    private Frame goodbye;

    private boolean ended;

    Outbox(int capacity) {
        this.capacity = capacity;
    }

    /**
     * A frame ready to be written.
     *
     * @param index -1 = no chunk
     * @param measured whether it begins or breaks off a message that is answered with RECEIVED
     * @param last whether a message is whole with it
     */
    record Frame(
            int kind, long number, int index, byte[] data, int offset, int length, boolean measured, boolean last) {
        static Frame of(int kind, long number, byte[] data) {
            return of(kind, number, data, false, kind == Frames.MESSAGE);
        }

        private static Frame of(int kind, long number, byte[] data, boolean measured, boolean last) {
            return new Frame(kind, number, -1, data, 0, data.length, measured, last);
        }
    }

    /** A message with attachments on its way. Fields are guarded by the outbox. */
    final class Bulk implements Link.Sending {
        private final byte[] header;
        private final List<byte[]> files;
        private final boolean measured;
        private long number; // 0 = not started
        private int file;
        private int offset;

        private Bulk(byte[] header, List<byte[]> files) {
            this.header = header;
            this.files = files;
            this.measured = Frames.isAcknowledged(files);
        }

        @Override
        public void abort() {
            synchronized (Outbox.this) {
                if (!waiting.remove(this) && active.remove(this)) {
                    control.add(Frame.of(Frames.ABORT, number, new byte[0], measured, false));
                    Outbox.this.notifyAll();
                }
            }
        }

        private boolean sent() {
            return file == files.size();
        }

        private void skipEmpty() {
            while (file < files.size() && offset == files.get(file).length) {
                file++;
                offset = 0;
            }
        }
    }

    /** @return false = the queue is full; a frame offered after the end is dropped */
    synchronized boolean offer(Frame frame) {
        if (ended || goodbye != null) {
            return true;
        }
        if (control.size() >= capacity) {
            return false;
        }
        control.add(frame);
        notifyAll();
        return true;
    }

    /** @return null = the queue is full */
    synchronized Bulk offer(byte[] header, List<byte[]> files) {
        Bulk bulk = new Bulk(header, files);
        if (ended || goodbye != null) {
            return bulk;
        }
        if (waiting.size() >= capacity) {
            return null;
        }
        waiting.add(bulk);
        notifyAll();
        return bulk;
    }

    /** Nothing more is accepted; what is queued goes out, then this frame, then the end. */
    synchronized void finishWith(Frame last) {
        if (goodbye == null) {
            goodbye = last;
            notifyAll();
        }
    }

    /** Gives up attachments that have not gone out. */
    synchronized void dropAttachments() {
        waiting.clear();
        active.clear();
        notifyAll();
    }

    /** Drops everything and wakes the writer. */
    synchronized void end() {
        ended = true;
        control.clear();
        dropAttachments();
    }

    /** @return the next frame; null = none is ready now */
    synchronized Frame poll() {
        if (ended) {
            return null;
        }
        Frame frame = control.poll();
        if (frame != null) {
            return frame;
        }
        // A message that has not started goes before the next round of chunks, while there is room for it.
        if (!waiting.isEmpty() && active.size() < INTERLEAVED) {
            Bulk bulk = waiting.remove();
            bulk.number = ++lastNumber;
            bulk.skipEmpty();
            boolean whole = bulk.sent();
            if (!whole) {
                active.addLast(bulk);
            }
            return Frame.of(Frames.MESSAGE, bulk.number, bulk.header, bulk.measured, whole);
        }
        Bulk bulk = active.poll();
        if (bulk != null) {
            return chunk(bulk);
        }
        if (goodbye != null) {
            ended = true;
            return goodbye;
        }
        return null;
    }

    private Frame chunk(Bulk bulk) {
        byte[] data = bulk.files.get(bulk.file);
        int length = Math.min(CHUNK_BYTES, data.length - bulk.offset);
        int file = bulk.file;
        int offset = bulk.offset;
        bulk.offset += length;
        bulk.skipEmpty();
        boolean whole = bulk.sent();
        if (!whole) {
            active.addLast(bulk);
        }
        return new Frame(Frames.CHUNK, bulk.number, file, data, offset, length, false, whole);
    }

    /** Whether {@link #poll} has something to give. */
    synchronized boolean isReady() {
        return !ended && (!control.isEmpty() || !waiting.isEmpty() || !active.isEmpty() || goodbye != null);
    }

    /** Whether nothing more will ever come. */
    synchronized boolean isOver() {
        return ended;
    }

    /** Waits until there may be a frame. @return false = the end */
    synchronized boolean await() throws InterruptedException {
        while (!ended && !isReady()) {
            wait();
        }
        return !ended;
    }
}
