package hudson.util;

import hudson.model.ModelObject;
import java.util.ArrayList;
import java.util.Collection;
import org.kohsuke.stapler.HttpResponse;

/** Signature only; see README.md of this module. */
public class ListBoxModel extends ArrayList<ListBoxModel.Option> implements HttpResponse {
    public static final class Option {
        public String name;

        public String value;

        public boolean selected;

        public Option(String name, String value) {
            throw new AssertionError("signature only");
        }

        public Option(String name) {
            throw new AssertionError("signature only");
        }

        public Option(String name, String value, boolean selected) {
            throw new AssertionError("signature only");
        }
    }

    public ListBoxModel(int initialCapacity) {
        throw new AssertionError("signature only");
    }

    public ListBoxModel() {
        throw new AssertionError("signature only");
    }

    public ListBoxModel(Collection<Option> c) {
        throw new AssertionError("signature only");
    }

    public ListBoxModel(Option... data) {
        throw new AssertionError("signature only");
    }

    public void add(String displayName, String value) {
        throw new AssertionError("signature only");
    }

    public void add(ModelObject usedForDisplayName, String value) {
        throw new AssertionError("signature only");
    }

    public ListBoxModel add(String nameAndValue) {
        throw new AssertionError("signature only");
    }
}
