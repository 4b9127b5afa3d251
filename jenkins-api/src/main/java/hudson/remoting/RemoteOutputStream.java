package hudson.remoting;

import java.io.IOException;
import java.io.OutputStream;
import org.jenkinsci.remoting.SerializableOnlyOverRemoting;

/** Signature only; see README.md of this module. */
public final class RemoteOutputStream extends OutputStream implements SerializableOnlyOverRemoting {
    public RemoteOutputStream(OutputStream core) {
        throw new AssertionError("signature only");
    }

    @Override
    public void write(int b) throws IOException {
        throw new AssertionError("signature only");
    }

    @Override
    public void write(byte[] b) throws IOException {
        throw new AssertionError("signature only");
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        throw new AssertionError("signature only");
    }

    @Override
    public void flush() throws IOException {
        throw new AssertionError("signature only");
    }

    @Override
    public void close() throws IOException {
        throw new AssertionError("signature only");
    }
}
