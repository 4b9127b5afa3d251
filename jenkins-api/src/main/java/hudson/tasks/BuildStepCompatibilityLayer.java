package hudson.tasks;

/** Signature only; see README.md of this module. */
public abstract class BuildStepCompatibilityLayer implements BuildStep {}
