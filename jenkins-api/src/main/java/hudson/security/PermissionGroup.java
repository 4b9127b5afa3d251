package hudson.security;

import java.util.Iterator;
import java.util.List;
import org.jvnet.localizer.Localizable;

/** Signature only; see README.md of this module. */
public final class PermissionGroup implements Iterable<Permission>, Comparable<PermissionGroup> {
    public PermissionGroup(Class owner, Localizable title) throws IllegalStateException {
        throw new AssertionError("signature only");
    }

    public PermissionGroup(String id, Class owner, Localizable title) throws IllegalStateException {
        throw new AssertionError("signature only");
    }

    @Override
    public Iterator<Permission> iterator() {
        throw new AssertionError("signature only");
    }

    public synchronized List<Permission> getPermissions() {
        throw new AssertionError("signature only");
    }

    @Override
    public int compareTo(PermissionGroup that) {
        throw new AssertionError("signature only");
    }
}
