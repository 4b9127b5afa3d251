package hudson.model;

/** Signature only; see README.md of this module. */
public interface DescriptorByNameOwner extends ModelObject {
    default Descriptor getDescriptorByName(String id) {
        throw new AssertionError("signature only");
    }
}
