package hudson;

/** Signature only; see README.md of this module. */
public interface ExtensionPoint {}
