package org.jenkinsci.remoting;

import java.io.Serializable;

/** Signature only; see README.md of this module. */
public interface SerializableOnlyOverRemoting extends Serializable {}
