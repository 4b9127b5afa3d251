package jenkins.model;

import jenkins.management.Badge;

/** Signature only; see README.md of this module. */
public interface Badgeable {
    default Badge getBadge() {
        throw new AssertionError("signature only");
    }
}
