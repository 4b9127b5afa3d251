package org.kohsuke.stapler;

/** Signature only; see README.md of this module. */
public interface Ancestor {
    Object getObject();

    String getUrl();
}
