package hudson.model;

import hudson.ExtensionPoint;

/** Signature only; see README.md of this module. */
public interface UnprotectedRootAction extends RootAction, ExtensionPoint {}
