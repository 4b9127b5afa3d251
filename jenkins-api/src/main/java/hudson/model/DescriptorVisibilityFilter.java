package hudson.model;

import hudson.ExtensionPoint;

/** Signature only; see README.md of this module. */
public abstract class DescriptorVisibilityFilter implements ExtensionPoint {
    public abstract boolean filter(Object context, Descriptor descriptor);
}
