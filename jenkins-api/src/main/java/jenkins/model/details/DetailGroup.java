package jenkins.model.details;

/** Signature only; see README.md of this module. */
public abstract class DetailGroup {}
