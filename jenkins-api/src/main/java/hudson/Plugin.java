package hudson;

import hudson.model.Saveable;
import jenkins.model.Loadable;
import org.kohsuke.stapler.StaplerProxy;

/** Signature only; see README.md of this module. */
public abstract class Plugin implements Loadable, Saveable, StaplerProxy {
    public PluginWrapper getWrapper() {
        throw new AssertionError("signature only");
    }

    Plugin() {}
}
