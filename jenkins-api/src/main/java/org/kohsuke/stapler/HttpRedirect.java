package org.kohsuke.stapler;

/** Signature only; see README.md of this module. */
public final class HttpRedirect extends RuntimeException implements HttpResponse {
    public HttpRedirect(String url) {
        throw new AssertionError("signature only");
    }

    public HttpRedirect(int statusCode, String url) {
        throw new AssertionError("signature only");
    }
}
