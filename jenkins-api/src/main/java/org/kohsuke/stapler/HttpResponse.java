package org.kohsuke.stapler;

import jakarta.servlet.ServletException;
import java.io.IOException;

/** Signature only; see README.md of this module. */
public interface HttpResponse {
    default void generateResponse(StaplerRequest2 req, StaplerResponse2 rsp, Object node)
            throws IOException, ServletException {
        throw new AssertionError("signature only");
    }
}
