package hudson.model;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** Signature only; see README.md of this module. */
public class Api extends AbstractModelObject {
    public Api(Object bean) {
        throw new AssertionError("signature only");
    }

    @Override
    public String getDisplayName() {
        throw new AssertionError("signature only");
    }

    @Override
    public String getSearchUrl() {
        throw new AssertionError("signature only");
    }

    public void doXml(StaplerRequest2 req, StaplerResponse2 rsp, String xpath, String wrapper, String tree, int depth)
            throws IOException, ServletException {
        throw new AssertionError("signature only");
    }

    public void doJson(StaplerRequest2 req, StaplerResponse2 rsp) throws IOException, ServletException {
        throw new AssertionError("signature only");
    }
}
