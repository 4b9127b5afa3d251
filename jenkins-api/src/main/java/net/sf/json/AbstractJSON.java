package net.sf.json;

import java.io.IOException;
import java.io.Writer;

/** Signature only; see README.md of this module. */
abstract class AbstractJSON implements JSON {
    @Override
    public final Writer write(Writer writer) throws IOException {
        throw new AssertionError("signature only");
    }

    @Override
    public final Writer writeCanonical(Writer writer) throws IOException {
        throw new AssertionError("signature only");
    }
}
