package hudson.remoting;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.jenkinsci.remoting.SerializableOnlyOverRemoting;

/** Signature only; see README.md of this module. */
public class RemoteInputStream extends InputStream implements SerializableOnlyOverRemoting {
    public RemoteInputStream(InputStream core, Flag f) {
        throw new AssertionError("signature only");
    }

    public RemoteInputStream(InputStream core, Flag f1, Flag f2) {
        throw new AssertionError("signature only");
    }

    public RemoteInputStream(InputStream core, Set<Flag> flags) {
        throw new AssertionError("signature only");
    }

    public enum Flag {
        GREEDY,
        NOT_GREEDY,
        MANUAL_UNEXPORT;
    }

    @Override
    public int read() throws IOException {
        throw new AssertionError("signature only");
    }

    @Override
    public int read(byte[] b) throws IOException {
        throw new AssertionError("signature only");
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        throw new AssertionError("signature only");
    }

    @Override
    public void close() throws IOException {
        throw new AssertionError("signature only");
    }
}
