package hudson.model;

/** Signature only; see README.md of this module. */
public abstract class Cause {
    public abstract String getShortDescription();
}
