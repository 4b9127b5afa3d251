package hudson.model;

/** Signature only; see README.md of this module. */
public final class ResourceList {
    public static final ResourceList EMPTY = null;
}
