package hudson.model;

/** Signature only; see README.md of this module. */
public interface ModelObject {
    String getDisplayName();
}
