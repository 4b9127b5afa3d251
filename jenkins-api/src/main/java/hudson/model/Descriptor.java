package hudson.model;

import hudson.XmlFile;
import hudson.security.Permission;
import jenkins.model.GlobalConfigurationCategory;
import jenkins.model.Loadable;
import jenkins.util.io.OnMaster;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;

/** Signature only; see README.md of this module. */
public abstract class Descriptor<T extends Describable<T>> implements Loadable, Saveable, OnMaster {
    public final transient Class<? extends T> clazz = null;

    protected Descriptor(Class<? extends T> clazz) {
        throw new AssertionError("signature only");
    }

    protected Descriptor() {
        throw new AssertionError("signature only");
    }

    public String getDisplayName() {
        throw new AssertionError("signature only");
    }

    public String getId() {
        throw new AssertionError("signature only");
    }

    public T newInstance(StaplerRequest2 req, JSONObject formData) throws FormException {
        throw new AssertionError("signature only");
    }

    public static <T> T bindJSON(StaplerRequest2 req, Class<T> type, JSONObject src) {
        throw new AssertionError("signature only");
    }

    public String getHelpFile() {
        throw new AssertionError("signature only");
    }

    public String getHelpFile(String fieldName) {
        throw new AssertionError("signature only");
    }

    protected void addHelpFileRedirect(
            String fieldName, Class<? extends Describable> owner, String fieldNameToRedirectTo) {
        throw new AssertionError("signature only");
    }

    public boolean configure(StaplerRequest2 req, JSONObject json) throws FormException {
        throw new AssertionError("signature only");
    }

    public String getConfigPage() {
        throw new AssertionError("signature only");
    }

    public String getGlobalConfigPage() {
        throw new AssertionError("signature only");
    }

    public GlobalConfigurationCategory getCategory() {
        throw new AssertionError("signature only");
    }

    public Permission getRequiredGlobalConfigPagePermission() {
        throw new AssertionError("signature only");
    }

    @Override
    public synchronized void save() {
        throw new AssertionError("signature only");
    }

    @Override
    public synchronized void load() {
        throw new AssertionError("signature only");
    }

    protected XmlFile getConfigFile() {
        throw new AssertionError("signature only");
    }

    public static final class FormException extends Exception implements HttpResponse {
        public FormException(String message, String formField) {
            throw new AssertionError("signature only");
        }

        public FormException(String message, Throwable cause, String formField) {
            throw new AssertionError("signature only");
        }

        public FormException(Throwable cause, String formField) {
            throw new AssertionError("signature only");
        }
    }
}
