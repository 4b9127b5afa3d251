package hudson.model;

/** Signature only; see README.md of this module. */
public interface ResourceActivity extends ModelObject {
    default ResourceList getResourceList() {
        throw new AssertionError("signature only");
    }
}
