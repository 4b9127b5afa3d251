package jenkins.model;

import hudson.model.ModelObject;

/** Signature only; see README.md of this module. */
public interface ModelObjectWithContextMenu extends ModelObject {}
