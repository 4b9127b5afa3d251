package com.thoughtworks.xstream;

/** Signature only; see README.md of this module. */
public class XStream {
    public XStream() {
        throw new AssertionError("signature only");
    }

    public void alias(String name, Class<?> type) {
        throw new AssertionError("signature only");
    }
}
