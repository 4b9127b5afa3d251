package hudson.model;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** Signature only; see README.md of this module. */
public class AutoCompletionCandidates implements HttpResponse {
    public AutoCompletionCandidates add(String v) {
        throw new AssertionError("signature only");
    }

    public AutoCompletionCandidates add(String... v) {
        throw new AssertionError("signature only");
    }

    public List<String> getValues() {
        throw new AssertionError("signature only");
    }

    @Override
    public void generateResponse(StaplerRequest2 req, StaplerResponse2 rsp, Object o)
            throws IOException, ServletException {
        throw new AssertionError("signature only");
    }

    public static <T extends Item> AutoCompletionCandidates ofJobNames(
            Class<T> type, String value, Item self, ItemGroup container) {
        throw new AssertionError("signature only");
    }

    public static <T extends Item> AutoCompletionCandidates ofJobNames(
            Class<T> type, String value, ItemGroup container) {
        throw new AssertionError("signature only");
    }
}
