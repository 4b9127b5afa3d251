package hudson.util;

import java.io.File;
import java.io.Serializable;
import java.util.List;

/** Signature only; see README.md of this module. */
public class ArgumentListBuilder implements Serializable, Cloneable {
    public ArgumentListBuilder() {
        throw new AssertionError("signature only");
    }

    public ArgumentListBuilder(String... args) {
        throw new AssertionError("signature only");
    }

    public ArgumentListBuilder add(Object a) {
        throw new AssertionError("signature only");
    }

    public ArgumentListBuilder add(Object a, boolean mask) {
        throw new AssertionError("signature only");
    }

    public ArgumentListBuilder add(File f) {
        throw new AssertionError("signature only");
    }

    public ArgumentListBuilder add(String a) {
        throw new AssertionError("signature only");
    }

    public ArgumentListBuilder add(String a, boolean mask) {
        throw new AssertionError("signature only");
    }

    public ArgumentListBuilder addQuoted(String a) {
        throw new AssertionError("signature only");
    }

    public ArgumentListBuilder addQuoted(String a, boolean mask) {
        throw new AssertionError("signature only");
    }

    public ArgumentListBuilder add(String... args) {
        throw new AssertionError("signature only");
    }

    public ArgumentListBuilder add(Iterable<String> args) {
        throw new AssertionError("signature only");
    }

    public String[] toCommandArray() {
        throw new AssertionError("signature only");
    }

    public List<String> toList() {
        throw new AssertionError("signature only");
    }

    public void addMasked(String string) {
        throw new AssertionError("signature only");
    }

    public ArgumentListBuilder addMasked(Secret s) {
        throw new AssertionError("signature only");
    }
}
