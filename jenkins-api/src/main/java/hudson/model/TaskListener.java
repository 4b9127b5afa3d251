package hudson.model;

import hudson.console.ConsoleNote;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import org.jenkinsci.remoting.SerializableOnlyOverRemoting;

/** Signature only; see README.md of this module. */
public interface TaskListener extends SerializableOnlyOverRemoting {
    PrintStream getLogger();

    default Charset getCharset() {
        throw new AssertionError("signature only");
    }

    default void annotate(ConsoleNote ann) throws IOException {
        throw new AssertionError("signature only");
    }

    default void hyperlink(String url, String text) throws IOException {
        throw new AssertionError("signature only");
    }

    default PrintWriter error(String msg) {
        throw new AssertionError("signature only");
    }

    default PrintWriter error(String format, Object... args) {
        throw new AssertionError("signature only");
    }

    default PrintWriter fatalError(String msg) {
        throw new AssertionError("signature only");
    }

    default PrintWriter fatalError(String format, Object... args) {
        throw new AssertionError("signature only");
    }

    TaskListener NULL = null;
}
