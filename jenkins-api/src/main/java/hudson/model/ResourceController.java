package hudson.model;

/** Signature only; see README.md of this module. */
public class ResourceController {}
