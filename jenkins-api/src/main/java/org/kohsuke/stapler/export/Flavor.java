package org.kohsuke.stapler.export;

/** Signature only; see README.md of this module. */
public enum Flavor {
    JSON,
    JSONP,
    PYTHON,
    RUBY,
    XML;
}
