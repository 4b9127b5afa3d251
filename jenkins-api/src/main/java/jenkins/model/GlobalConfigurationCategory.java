package jenkins.model;

import hudson.ExtensionPoint;
import hudson.model.ModelObject;

/** Signature only; see README.md of this module. */
public abstract class GlobalConfigurationCategory implements ExtensionPoint, ModelObject {
    public abstract String getShortDescription();

    public static <T extends GlobalConfigurationCategory> T get(Class<T> type) {
        throw new AssertionError("signature only");
    }

    public static class Unclassified extends GlobalConfigurationCategory {
        @Override
        public String getShortDescription() {
            throw new AssertionError("signature only");
        }

        @Override
        public String getDisplayName() {
            throw new AssertionError("signature only");
        }
    }
}
