package hudson.model;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.security.Permission;
import jenkins.management.Badge;

/** Signature only; see README.md of this module. */
public abstract class ManagementLink implements ExtensionPoint, Action {
    @Override
    public abstract String getIconFileName();

    public String getDescription() {
        throw new AssertionError("signature only");
    }

    @Override
    public abstract String getUrlName();

    public boolean getRequiresConfirmation() {
        throw new AssertionError("signature only");
    }

    public static ExtensionList<ManagementLink> all() {
        throw new AssertionError("signature only");
    }

    public Permission getRequiredPermission() {
        throw new AssertionError("signature only");
    }

    public boolean getRequiresPOST() {
        throw new AssertionError("signature only");
    }

    public Category getCategory() {
        throw new AssertionError("signature only");
    }

    public enum Category {
        CONFIGURATION,
        SECURITY,
        STATUS,
        TROUBLESHOOTING,
        TOOLS,
        MISC,
        UNCATEGORIZED;
    }

    public Badge getBadge() {
        throw new AssertionError("signature only");
    }
}
