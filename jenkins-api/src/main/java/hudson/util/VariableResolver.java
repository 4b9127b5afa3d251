package hudson.util;

/** Signature only; see README.md of this module. */
public interface VariableResolver<V> {
    V resolve(String name);
}
