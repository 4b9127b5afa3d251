package hudson.model;

import hudson.ExtensionPoint;

/** Signature only; see README.md of this module. */
public interface TopLevelItem extends Item, ExtensionPoint, Describable<TopLevelItem> {
    @Override
    TopLevelItemDescriptor getDescriptor();
}
