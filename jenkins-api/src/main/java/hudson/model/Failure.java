package hudson.model;

import org.kohsuke.stapler.HttpResponse;

/** Signature only; see README.md of this module. */
public class Failure extends RuntimeException implements HttpResponse {
    public Failure(String message) {
        throw new AssertionError("signature only");
    }

    public Failure(String message, boolean pre) {
        throw new AssertionError("signature only");
    }
}
