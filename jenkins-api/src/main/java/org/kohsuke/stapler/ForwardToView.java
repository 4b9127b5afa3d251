package org.kohsuke.stapler;

/** Signature only; see README.md of this module. */
public class ForwardToView extends RuntimeException implements HttpResponse {
    public ForwardToView(Object it, String view) {
        throw new AssertionError("signature only");
    }

    public ForwardToView(Class c, String view) {
        throw new AssertionError("signature only");
    }
}
