package hudson.model;

import hudson.search.SearchableModelObject;

/** Signature only; see README.md of this module. */
public abstract class AbstractModelObject implements SearchableModelObject {
    @Override
    public String getSearchName() {
        throw new AssertionError("signature only");
    }
}
