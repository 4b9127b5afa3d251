package hudson.model;

import hudson.model.Queue.Task;

/** Signature only; see README.md of this module. */
public interface BuildableItem extends Item, Task {}
