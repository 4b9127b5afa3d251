package io.jenkins.plugins.distcompile.agent.activity;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/**
 * Lowers the priority of running units, and undoes it. Called by the helper on its tick, from one thread at a time.
 * Processes that a unit starts while lowered are lowered too.
 */
public interface PriorityControl extends AutoCloseable {

    /**
     * Lowers these processes and their descendants; those already lowered stay so.
     *
     * @return why some could not be lowered; empty = all are
     */
    Optional<String> lower(Collection<Long> pids);

    /** Undoes {@link #lower} for all that still run. @return why some could not be raised again; empty = all are */
    Optional<String> restore();

    /** Restores, and removes what the control made on the machine. */
    @Override
    void close();

    /**
     * The best control for this account: a control group of our own where it may make one (it can be undone without
     * root), else {@code renice}.
     *
     * @param name names the control group; unique to this helper process, letters, digits and {@code -}
     */
    static PriorityControl forThisHost(String name) {
        Path root = Path.of("/");
        Optional<PriorityControl> group = CgroupControl.create(root, name);
        return group.orElseGet(() -> new ReniceControl(root.resolve("proc")));
    }
}
