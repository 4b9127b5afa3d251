package io.jenkins.plugins.distcompile.jenkins.pool;

import hudson.Extension;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.TaskListener;
import hudson.remoting.Channel;
import hudson.remoting.VirtualChannel;
import hudson.slaves.ComputerListener;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * When an agent comes back: what helpers left there as it vanished goes. Helpers end with the connection that feeds them,
 * and before the agent is online none can be started, so none is in use. So do folders that a step could not remove as it
 * ended, and with them the dispatchers that still work there for nobody.
 */
@Extension
public final class ReturnedAgents extends ComputerListener {
    private static final Logger LOGGER = Logger.getLogger(ReturnedAgents.class.getName());

    /** Paths by node. Forgotten when the controller restarts. */
    private static final Map<String, Set<String>> LEFT = new ConcurrentHashMap<>();

    /** Takes note of a folder that is to go as soon as the node is back. */
    public static void removeLater(String node, String path) {
        LEFT.computeIfAbsent(node, name -> ConcurrentHashMap.newKeySet()).add(path);
    }

    @Override
    public void preOnline(Computer computer, Channel channel, FilePath root, TaskListener listener) {
        try (TimeLimit limit = TimeLimit.remoteCall()) {
            FilePath cache = root.child(HelperJar.CACHE);
            if (cache.isDirectory()) {
                SeatFolder.sweepNode(cache, HelperProgram.name(computer));
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            // It comes online all the same; the next helper there removes what is a day old.
            LOGGER.log(Level.FINE, "cannot sweep " + computer.getName(), e);
        }
    }

    @Override
    public void onOnline(Computer computer, TaskListener listener) {
        Set<String> paths = LEFT.remove(computer.getName());
        VirtualChannel channel = computer.getChannel();
        if (paths == null || channel == null) {
            return;
        }
        try (TimeLimit limit = TimeLimit.remoteCall()) {
            for (String path : paths) {
                new FilePath(channel, path).deleteRecursive();
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "cannot remove " + paths + " from " + computer.getName());
        }
    }
}
