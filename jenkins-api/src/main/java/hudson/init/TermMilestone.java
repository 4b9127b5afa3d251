package hudson.init;

/** Signature only; see README.md of this module. */
public enum TermMilestone {
    STARTED,
    COMPLETED;
}
