package hudson.model.listeners;

import hudson.ExtensionPoint;
import hudson.model.Item;

/** Signature only; see README.md of this module. */
public class ItemListener implements ExtensionPoint {
    public void onLoaded() {
        throw new AssertionError("signature only");
    }

    public void onDeleted(Item item) {
        throw new AssertionError("signature only");
    }

    public void onLocationChanged(Item item, String oldFullName, String newFullName) {
        throw new AssertionError("signature only");
    }

    public void onBeforeShutdown() {
        throw new AssertionError("signature only");
    }
}
