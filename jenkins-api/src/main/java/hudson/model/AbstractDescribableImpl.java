package hudson.model;

/** Signature only; see README.md of this module. */
public abstract class AbstractDescribableImpl<T extends AbstractDescribableImpl<T>> implements Describable<T> {}
