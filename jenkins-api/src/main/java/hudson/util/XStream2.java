package hudson.util;

import com.thoughtworks.xstream.XStream;

/** Signature only; see README.md of this module. */
public class XStream2 extends XStream {
    public XStream2() {
        throw new AssertionError("signature only");
    }

    public void addCompatibilityAlias(String oldClassName, Class newClass) {
        throw new AssertionError("signature only");
    }
}
