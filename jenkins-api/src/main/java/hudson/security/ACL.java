package hudson.security;

import hudson.model.User;
import org.springframework.security.core.Authentication;

/** Signature only; see README.md of this module. */
public abstract class ACL {
    public final void checkPermission(Permission p) {
        throw new AssertionError("signature only");
    }

    public final boolean hasPermission(Permission p) {
        throw new AssertionError("signature only");
    }

    public boolean hasPermission2(Authentication a, Permission permission) {
        throw new AssertionError("signature only");
    }

    public static final Authentication SYSTEM2 = null;

    public static ACLContext as2(Authentication auth) {
        throw new AssertionError("signature only");
    }

    public static ACLContext as(User user) {
        throw new AssertionError("signature only");
    }

    public static boolean isAnonymous2(Authentication authentication) {
        throw new AssertionError("signature only");
    }
}
