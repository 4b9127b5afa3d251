package hudson.model;

import java.io.File;

/** Signature only; see README.md of this module. */
public interface PersistenceRoot extends Saveable {
    File getRootDir();
}
