package jenkins.model;

import hudson.DescriptorExtensionList;
import hudson.ExtensionList;
import hudson.FilePath;
import hudson.Launcher;
import hudson.Plugin;
import hudson.PluginManager;
import hudson.model.AbstractCIBase;
import hudson.model.Computer;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.DescriptorByNameOwner;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Label;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.TaskListener;
import hudson.model.TopLevelItem;
import hudson.model.labels.LabelAtom;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import hudson.slaves.NodeProperty;
import hudson.slaves.NodePropertyDescriptor;
import hudson.util.DescribableList;
import java.io.File;
import java.util.List;
import java.util.Set;
import jenkins.util.io.OnMaster;
import org.kohsuke.stapler.StaplerFallback;
import org.kohsuke.stapler.StaplerProxy;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;

/** Signature only; see README.md of this module. */
public abstract class Jenkins extends AbstractCIBase
        implements StaplerProxy,
                StaplerFallback,
                AccessControlled,
                DescriptorByNameOwner,
                ModelObjectWithContextMenu,
                OnMaster,
                Loadable {
    public static Jenkins get() throws IllegalStateException {
        throw new AssertionError("signature only");
    }

    public static Jenkins getInstanceOrNull() {
        throw new AssertionError("signature only");
    }

    public PluginManager getPluginManager() {
        throw new AssertionError("signature only");
    }

    public Descriptor getDescriptor(String id) {
        throw new AssertionError("signature only");
    }

    public Descriptor getDescriptor(Class<? extends Describable> type) {
        throw new AssertionError("signature only");
    }

    public Descriptor getDescriptorOrDie(Class<? extends Describable> type) {
        throw new AssertionError("signature only");
    }

    public <T extends Descriptor> T getDescriptorByType(Class<T> type) {
        throw new AssertionError("signature only");
    }

    public Plugin getPlugin(String shortName) {
        throw new AssertionError("signature only");
    }

    public <P extends Plugin> P getPlugin(Class<P> clazz) {
        throw new AssertionError("signature only");
    }

    @Override
    public Launcher createLauncher(TaskListener listener) {
        throw new AssertionError("signature only");
    }

    public Computer[] getComputers() {
        throw new AssertionError("signature only");
    }

    public Computer getComputer(String name) {
        throw new AssertionError("signature only");
    }

    public Label getLabel(String expr) {
        throw new AssertionError("signature only");
    }

    public LabelAtom getLabelAtom(String name) {
        throw new AssertionError("signature only");
    }

    public Set<Label> getLabels() {
        throw new AssertionError("signature only");
    }

    public Queue getQueue() {
        throw new AssertionError("signature only");
    }

    @Override
    public String getDisplayName() {
        throw new AssertionError("signature only");
    }

    public Node getNode(String name) {
        throw new AssertionError("signature only");
    }

    public List<Node> getNodes() {
        throw new AssertionError("signature only");
    }

    @Override
    public DescribableList<NodeProperty<?>, NodePropertyDescriptor> getNodeProperties() {
        throw new AssertionError("signature only");
    }

    public String getRootUrl() throws IllegalStateException {
        throw new AssertionError("signature only");
    }

    @Override
    public File getRootDir() {
        throw new AssertionError("signature only");
    }

    @Override
    public FilePath getWorkspaceFor(TopLevelItem item) {
        throw new AssertionError("signature only");
    }

    @Override
    public FilePath getRootPath() {
        throw new AssertionError("signature only");
    }

    public <T> ExtensionList<T> getExtensionList(Class<T> extensionType) {
        throw new AssertionError("signature only");
    }

    public <T extends Describable<T>, D extends Descriptor<T>> DescriptorExtensionList<T, D> getDescriptorList(
            Class<T> type) {
        throw new AssertionError("signature only");
    }

    @Override
    public ACL getACL() {
        throw new AssertionError("signature only");
    }

    public boolean isQuietingDown() {
        throw new AssertionError("signature only");
    }

    public boolean isTerminating() {
        throw new AssertionError("signature only");
    }

    @Override
    public TopLevelItem getItem(String name) throws AccessDeniedException {
        throw new AssertionError("signature only");
    }

    public Item getItem(String pathName, ItemGroup context) {
        throw new AssertionError("signature only");
    }

    public final Item getItem(String pathName, Item context) {
        throw new AssertionError("signature only");
    }

    public final <T extends Item> T getItem(String pathName, ItemGroup context, Class<T> type) {
        throw new AssertionError("signature only");
    }

    public final <T extends Item> T getItem(String pathName, Item context, Class<T> type) {
        throw new AssertionError("signature only");
    }

    public <T extends Item> T getItemByFullName(String fullName, Class<T> type) throws AccessDeniedException {
        throw new AssertionError("signature only");
    }

    public Item getItemByFullName(String fullName) {
        throw new AssertionError("signature only");
    }

    @Override
    public int getNumExecutors() {
        throw new AssertionError("signature only");
    }

    @Override
    public String getLabelString() {
        throw new AssertionError("signature only");
    }

    public static Authentication getAuthentication2() {
        throw new AssertionError("signature only");
    }

    public static final Permission ADMINISTER = null;

    public static final Permission MANAGE = null;

    public static final Permission SYSTEM_READ = null;

    public static final Permission READ = null;

    Jenkins() {}
}
