package jenkins.model;

import java.io.IOException;

/** Signature only; see README.md of this module. */
public interface Loadable {
    void load() throws IOException;
}
