package hudson.util;

import java.util.Map;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.HttpResponse;

/** Signature only; see README.md of this module. */
public class HttpResponses extends org.kohsuke.stapler.HttpResponses {
    public static HttpResponse okJSON() {
        throw new AssertionError("signature only");
    }

    public static HttpResponse okJSON(JSONObject data) {
        throw new AssertionError("signature only");
    }

    public static HttpResponse okJSON(JSONArray data) {
        throw new AssertionError("signature only");
    }

    public static HttpResponse okJSON(Map<?, ?> data) {
        throw new AssertionError("signature only");
    }

    public static HttpResponse errorJSON(String message) {
        throw new AssertionError("signature only");
    }

    public static HttpResponse errorJSON(String message, Map<?, ?> data) {
        throw new AssertionError("signature only");
    }

    public static HttpResponse errorJSON(String message, JSONObject data) {
        throw new AssertionError("signature only");
    }

    public static HttpResponse errorJSON(String message, JSONArray data) {
        throw new AssertionError("signature only");
    }
}
