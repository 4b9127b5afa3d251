package hudson.model;

import hudson.security.ACL;
import hudson.security.AccessControlled;
import java.io.File;
import java.util.Collection;
import jenkins.model.Loadable;
import org.kohsuke.stapler.StaplerProxy;

/** Signature only; see README.md of this module. */
public abstract class AbstractItem extends Actionable
        implements Loadable, Item, AccessControlled, DescriptorByNameOwner, StaplerProxy {
    protected AbstractItem(ItemGroup parent, String name) {
        throw new AssertionError("signature only");
    }

    @Override
    public String getName() {
        throw new AssertionError("signature only");
    }

    @Override
    public String getDisplayName() {
        throw new AssertionError("signature only");
    }

    @Override
    public File getRootDir() {
        throw new AssertionError("signature only");
    }

    @Override
    public ItemGroup getParent() {
        throw new AssertionError("signature only");
    }

    @Override
    public abstract Collection<? extends Job> getAllJobs();

    @Override
    public final String getFullName() {
        throw new AssertionError("signature only");
    }

    @Override
    public final String getFullDisplayName() {
        throw new AssertionError("signature only");
    }

    @Override
    public final String getUrl() {
        throw new AssertionError("signature only");
    }

    @Override
    public String getShortUrl() {
        throw new AssertionError("signature only");
    }

    @Override
    public String getSearchUrl() {
        throw new AssertionError("signature only");
    }

    @Override
    public ACL getACL() {
        throw new AssertionError("signature only");
    }

    @Override
    public String getSearchName() {
        throw new AssertionError("signature only");
    }
}
