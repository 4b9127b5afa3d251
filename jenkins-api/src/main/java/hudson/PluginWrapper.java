package hudson;

import hudson.model.ModelObject;
import java.net.URL;

/** Signature only; see README.md of this module. */
public class PluginWrapper implements Comparable<PluginWrapper>, ModelObject {
    public final URL baseResourceURL = null;

    @Override
    public String getDisplayName() {
        throw new AssertionError("signature only");
    }

    public String getShortName() {
        throw new AssertionError("signature only");
    }

    public String getVersion() {
        throw new AssertionError("signature only");
    }

    @Override
    public int compareTo(PluginWrapper pw) {
        throw new AssertionError("signature only");
    }

    PluginWrapper() {}
}
