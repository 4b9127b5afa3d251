package hudson;

import hudson.model.AbstractModelObject;
import java.util.Collection;
import jenkins.util.io.OnMaster;
import org.kohsuke.stapler.StaplerProxy;

/** Signature only; see README.md of this module. */
public abstract class PluginManager extends AbstractModelObject implements OnMaster, StaplerProxy {
    protected abstract Collection<String> loadBundledPlugins() throws Exception;

    public PluginWrapper getPlugin(String shortName) {
        throw new AssertionError("signature only");
    }

    public PluginWrapper getPlugin(Class<? extends Plugin> pluginClazz) {
        throw new AssertionError("signature only");
    }

    public PluginWrapper whichPlugin(Class c) {
        throw new AssertionError("signature only");
    }

    PluginManager() {}
}
