package hudson.console;

import java.io.File;
import java.nio.charset.Charset;
import org.kohsuke.stapler.framework.io.LargeText;

/** Signature only; see README.md of this module. */
public class AnnotatedLargeText<T> extends LargeText {
    public AnnotatedLargeText(File file, Charset charset, boolean completed, T context) {
        super(null, false);
        throw new AssertionError("signature only");
    }
}
