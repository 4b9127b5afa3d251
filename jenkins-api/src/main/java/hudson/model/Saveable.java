package hudson.model;

import java.io.IOException;

/** Signature only; see README.md of this module. */
public interface Saveable {
    void save() throws IOException;
}
