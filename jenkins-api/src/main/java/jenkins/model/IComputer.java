package jenkins.model;

import hudson.model.ModelObject;
import hudson.security.AccessControlled;

/** Signature only; see README.md of this module. */
public interface IComputer extends AccessControlled, ModelObject, Named {}
