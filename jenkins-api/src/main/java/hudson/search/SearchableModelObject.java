package hudson.search;

import hudson.model.ModelObject;

/** Signature only; see README.md of this module. */
public interface SearchableModelObject extends ModelObject, SearchItem {}
