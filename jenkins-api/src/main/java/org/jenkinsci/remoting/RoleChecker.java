package org.jenkinsci.remoting;

/** Signature only; see README.md of this module. */
public abstract class RoleChecker {}
