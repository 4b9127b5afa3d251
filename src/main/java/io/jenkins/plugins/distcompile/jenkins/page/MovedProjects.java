package io.jenkins.plugins.distcompile.jenkins.page;

import hudson.Extension;
import hudson.model.Item;
import hudson.model.listeners.ItemListener;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * When a job or a folder is renamed or moved: the pool's records follow, so that an agent's page still leads to the
 * builds. What else is kept of a job lies in its own folder and goes with it.
 */
@Extension
public final class MovedProjects extends ItemListener {
    private static final Logger LOGGER = Logger.getLogger(MovedProjects.class.getName());

    @Override
    public void onLocationChanged(Item item, String oldFullName, String newFullName) {
        try {
            PoolLink.store().moved(oldFullName, newFullName);
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "the pool still knows " + newFullName + " as " + oldFullName);
        }
    }
}
