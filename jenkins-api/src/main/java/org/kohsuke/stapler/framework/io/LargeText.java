package org.kohsuke.stapler.framework.io;

import java.io.File;
import java.nio.charset.Charset;

/** Signature only; see README.md of this module. */
public class LargeText {
    public LargeText(File file, boolean completed) {
        throw new AssertionError("signature only");
    }

    public LargeText(File file, boolean completed, boolean transparentGunzip) {
        throw new AssertionError("signature only");
    }

    public LargeText(File file, Charset charset, boolean completed) {
        throw new AssertionError("signature only");
    }

    public LargeText(File file, Charset charset, boolean completed, boolean transparentGunzip) {
        throw new AssertionError("signature only");
    }
}
