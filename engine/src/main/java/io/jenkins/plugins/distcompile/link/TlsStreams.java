package io.jenkins.plugins.distcompile.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** The byte streams of a {@link TlsChannel} that blocks, for the proof of the pool key. One thread uses them. */
final class TlsStreams {
    private final TlsChannel tls;
    private final TlsChannel.Scratch scratch;
    private ByteBuffer arrived = ByteBuffer.allocate(0);
    private boolean ended;

    TlsStreams(TlsChannel tls, TlsChannel.Scratch scratch) {
        this.tls = tls;
        this.scratch = scratch;
    }

    Transport transport() {
        return new Transport(
                new In(), new Out(), () -> tls.finish(scratch), () -> Transport.closeQuietly(tls.channel()));
    }

    /** What has come and has not been read: it belongs to whoever uses the channel next. */
    ByteBuffer left() {
        return arrived;
    }

    private void take(ByteBuffer plain) {
        arrived = TlsChannel.joined(arrived, plain);
    }

    private final class In extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            while (length > 0 && !arrived.hasRemaining()) {
                if (ended) {
                    return -1;
                }
                ended = tls.read(scratch, TlsStreams.this::take) < 0;
            }
            int count = Math.min(length, arrived.remaining());
            arrived.get(into, offset, count);
            return count;
        }
    }

    private final class Out extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            tls.write(ByteBuffer.wrap(from, offset, length), scratch);
        }
    }
}
