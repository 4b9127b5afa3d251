package hudson;

import hudson.model.Saveable;
import java.io.Closeable;
import java.io.IOException;

/** Signature only; see README.md of this module. */
public class BulkChange implements Closeable {
    public BulkChange(Saveable saveable) {
        throw new AssertionError("signature only");
    }

    public void commit() throws IOException {
        throw new AssertionError("signature only");
    }

    @Override
    public void close() {
        throw new AssertionError("signature only");
    }

    public void abort() {
        throw new AssertionError("signature only");
    }

    public static boolean contains(Saveable s) {
        throw new AssertionError("signature only");
    }
}
