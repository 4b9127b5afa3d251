package io.jenkins.plugins.distcompile.jenkins.pool;

import hudson.Extension;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.TaskListener;
import hudson.remoting.Channel;
import hudson.slaves.ComputerListener;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * When an agent comes back: what helpers left there as it vanished goes. Helpers end with the connection that feeds them,
 * and before the agent is online none can be started, so none is in use.
 */
@Extension
public final class ReturnedAgents extends ComputerListener {
    private static final Logger LOGGER = Logger.getLogger(ReturnedAgents.class.getName());

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
}
