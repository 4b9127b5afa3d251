package io.jenkins.plugins.distcompile.jenkins.pool;

import hudson.model.Executor;
import hudson.model.Label;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.ResourceList;
import hudson.model.Run;
import hudson.model.queue.CauseOfBlockage;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import java.io.IOException;
import jenkins.model.queue.AsynchronousExecution;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.springframework.security.core.Authentication;

/**
 * Waits in Jenkins' queue for an executor of an agent that may help a step, and holds it while the helper is there. Not
 * kept over a restart: the step asks anew. Who may see or stop the build may see and stop this. Public, and exported as
 * what it holds is, for Jenkins' REST answers about its queue and its executors take nothing else.
 */
@ExportedBean
public final class Placeholder implements Queue.TransientTask, AccessControlled {
    private static final int EVERYWHERE = 999; // as core has it for what a thing is called and where it is

    private final ExecutorSeats seats;
    private final Run<?, ?> run;
    private final Label label;
    private final int number;

    Placeholder(ExecutorSeats seats, Run<?, ?> run, Label label, int number) {
        this.seats = seats;
        this.run = run;
        this.label = label;
        this.number = number;
    }

    @Exported(visibility = EVERYWHERE)
    @Override
    public String getName() {
        return getDisplayName();
    }

    @Override
    public String getDisplayName() {
        return Messages.Placeholder_displayName(run.getFullDisplayName());
    }

    @Override
    public String getFullDisplayName() {
        return getDisplayName();
    }

    @Exported(visibility = EVERYWHERE)
    @Override
    public String getUrl() {
        return run.getUrl();
    }

    /** Its own for each, so that the queue spreads them over the agents rather than send all to one. */
    @Override
    public String getAffinityKey() {
        return run.getParent().getFullName() + " distCompile " + number;
    }

    @Override
    public Label getAssignedLabel() {
        return label;
    }

    @Override
    public boolean isConcurrentBuild() {
        return true;
    }

    @Override
    public ResourceList getResourceList() {
        return ResourceList.EMPTY;
    }

    /** The build's job, by which quotas are counted. */
    @Override
    public Queue.Task getOwnerTask() {
        return run.getParent() instanceof Queue.Task job ? job : this;
    }

    @Override
    public Queue.Executable getOwnerExecutable() {
        return run instanceof Queue.Executable build ? build : null;
    }

    @Override
    public Authentication getDefaultAuthentication2() {
        return run.getParent() instanceof Queue.Task job ? job.getDefaultAuthentication2() : ACL.SYSTEM2;
    }

    @Override
    public Authentication getDefaultAuthentication2(Queue.Item item) {
        return getDefaultAuthentication2();
    }

    @Override
    public ACL getACL() {
        return run.getACL();
    }

    @Override
    public Queue.Executable createExecutable() throws IOException {
        return new Held(this);
    }

    /** Why this node is no place for it; null = it may run there. */
    CauseOfBlockage refusal(Node node) {
        return seats.refusal(node);
    }

    /** The helper's time on an executor. Access-controlled, for Jenkins' REST answers name no other executable. */
    @ExportedBean
    public static final class Held implements Queue.Executable, AccessControlled {
        private final Placeholder placeholder;

        Held(Placeholder placeholder) {
            this.placeholder = placeholder;
        }

        @Override
        public Placeholder getParent() {
            return placeholder;
        }

        @Override
        public Queue.Executable getParentExecutable() {
            return placeholder.getOwnerExecutable();
        }

        @Override
        public ACL getACL() {
            return placeholder.getACL();
        }

        /** Leaves the executor's thread at once; its slot stays taken until the helper has ended. */
        @Override
        public void run() throws AsynchronousExecution {
            Executor executor = Executor.currentExecutor();
            if (executor == null) {
                throw new IllegalStateException("a placeholder runs on executors only");
            }
            Stay stay = new Stay(placeholder);
            if (placeholder.seats.taken(placeholder, executor.getOwner(), stay)) {
                throw stay;
            }
        }

        public String getDisplayName() {
            return placeholder.getDisplayName();
        }

        @Exported(visibility = EVERYWHERE)
        public String getFullDisplayName() {
            return placeholder.getFullDisplayName();
        }

        @Exported(visibility = EVERYWHERE)
        public String getUrl() {
            return placeholder.getUrl();
        }

        @Override
        public String toString() {
            return placeholder.getDisplayName();
        }
    }

    /** Holds the slot. */
    static final class Stay extends AsynchronousExecution {
        private static final long serialVersionUID = 1L;

        private final transient Placeholder placeholder;

        Stay(Placeholder placeholder) {
            this.placeholder = placeholder;
        }

        @Override
        public void interrupt(boolean forShutdown) {
            if (!forShutdown) {
                placeholder.seats.interrupted(placeholder);
            }
        }

        @Override
        public boolean blocksRestart() {
            return false;
        }

        @Override
        public boolean displayCell() {
            return true;
        }
    }
}
