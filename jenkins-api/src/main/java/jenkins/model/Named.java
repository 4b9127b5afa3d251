package jenkins.model;

/** Signature only; see README.md of this module. */
public interface Named {
    String getName();
}
