package org.kohsuke.stapler.export;

/** Signature only; see README.md of this module. */
public class ExportConfig {}
