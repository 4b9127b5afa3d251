package hudson;

import java.util.Map;
import java.util.TreeMap;

/** Signature only; see README.md of this module. */
public class EnvVars extends TreeMap<String, String> {
    public EnvVars() {
        throw new AssertionError("signature only");
    }

    public EnvVars(Map<String, String> m) {
        throw new AssertionError("signature only");
    }

    public EnvVars(EnvVars m) {
        throw new AssertionError("signature only");
    }

    public EnvVars(String... keyValuePairs) {
        throw new AssertionError("signature only");
    }

    public void override(String key, String value) {
        throw new AssertionError("signature only");
    }

    public EnvVars overrideAll(Map<String, String> all) {
        throw new AssertionError("signature only");
    }

    public EnvVars overrideExpandingAll(Map<String, String> all) {
        throw new AssertionError("signature only");
    }

    public void putIfNotNull(String key, String value) {
        throw new AssertionError("signature only");
    }

    public String expand(String s) {
        throw new AssertionError("signature only");
    }
}
