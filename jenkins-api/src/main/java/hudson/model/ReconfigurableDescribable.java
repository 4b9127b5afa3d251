package hudson.model;

/** Signature only; see README.md of this module. */
public interface ReconfigurableDescribable<T extends ReconfigurableDescribable<T>> extends Describable<T> {}
