package hudson.model;

/** Signature only; see README.md of this module. */
public abstract class InvisibleAction implements Action {}
