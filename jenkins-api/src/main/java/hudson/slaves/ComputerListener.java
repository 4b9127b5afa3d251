package hudson.slaves;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.TaskListener;
import hudson.remoting.Channel;
import java.io.IOException;

/** Signature only; see README.md of this module. */
public abstract class ComputerListener implements ExtensionPoint {
    public void preLaunch(Computer c, TaskListener taskListener) throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public void onLaunchFailure(Computer c, TaskListener taskListener) throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public void preOnline(Computer c, Channel channel, FilePath root, TaskListener listener)
            throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public void onOnline(Computer c, TaskListener listener) throws IOException, InterruptedException {
        throw new AssertionError("signature only");
    }

    public void onOffline(Computer c, OfflineCause cause) {
        throw new AssertionError("signature only");
    }

    public void onTemporarilyOnline(Computer c) {
        throw new AssertionError("signature only");
    }

    public void onTemporarilyOffline(Computer c, OfflineCause cause) {
        throw new AssertionError("signature only");
    }

    public void onConfigurationChange() {
        throw new AssertionError("signature only");
    }

    public void onIdle(Computer c) {
        throw new AssertionError("signature only");
    }

    public final boolean unregister() {
        throw new AssertionError("signature only");
    }

    public static ExtensionList<ComputerListener> all() {
        throw new AssertionError("signature only");
    }
}
