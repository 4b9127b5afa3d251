package jenkins.util.io;

/** Signature only; see README.md of this module. */
public interface OnMaster {}
