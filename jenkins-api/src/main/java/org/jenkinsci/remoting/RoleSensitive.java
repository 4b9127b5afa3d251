package org.jenkinsci.remoting;

/** Signature only; see README.md of this module. */
public interface RoleSensitive {
    void checkRoles(RoleChecker checker) throws SecurityException;
}
