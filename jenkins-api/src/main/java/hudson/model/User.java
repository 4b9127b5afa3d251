package hudson.model;

import hudson.security.ACL;
import hudson.security.AccessControlled;
import java.io.IOException;
import jenkins.model.Loadable;
import jenkins.model.ModelObjectWithContextMenu;
import org.kohsuke.stapler.StaplerProxy;
import org.springframework.security.core.Authentication;

/** Signature only; see README.md of this module. */
public abstract class User extends AbstractModelObject
        implements AccessControlled,
                DescriptorByNameOwner,
                Loadable,
                Saveable,
                Comparable<User>,
                ModelObjectWithContextMenu,
                StaplerProxy {
    @Override
    public void load() {
        throw new AssertionError("signature only");
    }

    @Override
    public int compareTo(User that) {
        throw new AssertionError("signature only");
    }

    public String getId() {
        throw new AssertionError("signature only");
    }

    @Override
    public String getSearchUrl() {
        throw new AssertionError("signature only");
    }

    public static User current() {
        throw new AssertionError("signature only");
    }

    public static User get2(Authentication a) {
        throw new AssertionError("signature only");
    }

    public static User getById(String id, boolean create) {
        throw new AssertionError("signature only");
    }

    @Override
    public String getDisplayName() {
        throw new AssertionError("signature only");
    }

    @Override
    public synchronized void save() throws IOException {
        throw new AssertionError("signature only");
    }

    @Override
    public ACL getACL() {
        throw new AssertionError("signature only");
    }

    User() {}
}
