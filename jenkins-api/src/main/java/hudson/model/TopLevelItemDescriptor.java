package hudson.model;

/** Signature only; see README.md of this module. */
public abstract class TopLevelItemDescriptor extends Descriptor<TopLevelItem> {
    protected TopLevelItemDescriptor(Class<? extends TopLevelItem> clazz) {
        throw new AssertionError("signature only");
    }

    protected TopLevelItemDescriptor() {
        throw new AssertionError("signature only");
    }
}
