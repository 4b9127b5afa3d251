package org.kohsuke.stapler;

/** Signature only; see README.md of this module. */
public class Stapler {
    public static StaplerRequest2 getCurrentRequest2() {
        throw new AssertionError("signature only");
    }

    public static StaplerResponse2 getCurrentResponse2() {
        throw new AssertionError("signature only");
    }
}
