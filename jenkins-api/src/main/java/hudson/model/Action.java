package hudson.model;

/** Signature only; see README.md of this module. */
public interface Action extends ModelObject {
    String getIconFileName();

    @Override
    String getDisplayName();

    String getUrlName();
}
