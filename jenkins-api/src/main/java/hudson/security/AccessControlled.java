package hudson.security;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;

/** Signature only; see README.md of this module. */
public interface AccessControlled {
    ACL getACL();

    default void checkPermission(Permission permission) throws AccessDeniedException {
        throw new AssertionError("signature only");
    }

    default void checkAnyPermission(Permission... permission) throws AccessDeniedException {
        throw new AssertionError("signature only");
    }

    default boolean hasPermission(Permission permission) {
        throw new AssertionError("signature only");
    }

    default boolean hasAnyPermission(Permission... permission) {
        throw new AssertionError("signature only");
    }

    default boolean hasPermission2(Authentication a, Permission permission) {
        throw new AssertionError("signature only");
    }
}
