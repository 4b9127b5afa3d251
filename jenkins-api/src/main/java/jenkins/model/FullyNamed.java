package jenkins.model;

/** Signature only; see README.md of this module. */
public interface FullyNamed {
    String getFullName();
}
