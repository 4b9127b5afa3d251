package hudson.util;

import java.util.ArrayList;
import java.util.Collection;
import org.kohsuke.stapler.HttpResponse;

/** Signature only; see README.md of this module. */
public class ComboBoxModel extends ArrayList<String> implements HttpResponse {
    public ComboBoxModel(int initialCapacity) {
        throw new AssertionError("signature only");
    }

    public ComboBoxModel() {
        throw new AssertionError("signature only");
    }

    public ComboBoxModel(Collection<? extends String> c) {
        throw new AssertionError("signature only");
    }

    public ComboBoxModel(String... values) {
        throw new AssertionError("signature only");
    }
}
