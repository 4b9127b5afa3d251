package hudson.model;

/** Signature only; see README.md of this module. */
public interface Describable<T extends Describable<T>> {
    default Descriptor<T> getDescriptor() {
        throw new AssertionError("signature only");
    }
}
