package hudson;

import java.io.IOException;

/** Signature only; see README.md of this module. */
public class AbortException extends IOException {
    public AbortException() {
        throw new AssertionError("signature only");
    }

    public AbortException(String message) {
        throw new AssertionError("signature only");
    }
}
