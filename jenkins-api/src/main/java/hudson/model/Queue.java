package hudson.model;

import hudson.model.queue.CauseOfBlockage;
import hudson.model.queue.QueueTaskFuture;
import hudson.model.queue.ScheduleResult;
import hudson.model.queue.SubTask;
import java.util.Collection;
import java.util.List;
import jenkins.console.WithConsoleUrl;
import jenkins.model.FullyNamedModelObject;
import jenkins.model.queue.AsynchronousExecution;
import org.springframework.security.core.Authentication;

/** Signature only; see README.md of this module. */
public class Queue extends ResourceController implements Saveable {
    @Override
    public void save() {
        throw new AssertionError("signature only");
    }

    public WaitingItem schedule(AbstractProject p) {
        throw new AssertionError("signature only");
    }

    public ScheduleResult schedule2(Task p, int quietPeriod, List<Action> actions) {
        throw new AssertionError("signature only");
    }

    public WaitingItem schedule(Task p, int quietPeriod) {
        throw new AssertionError("signature only");
    }

    public WaitingItem schedule(Task p, int quietPeriod, Action... actions) {
        throw new AssertionError("signature only");
    }

    public ScheduleResult schedule2(Task p, int quietPeriod, Action... actions) {
        throw new AssertionError("signature only");
    }

    public boolean cancel(Task p) {
        throw new AssertionError("signature only");
    }

    public boolean cancel(Item item) {
        throw new AssertionError("signature only");
    }

    public boolean isEmpty() {
        throw new AssertionError("signature only");
    }

    public Item[] getItems() {
        throw new AssertionError("signature only");
    }

    public Item getItem(long id) {
        throw new AssertionError("signature only");
    }

    public Item getItem(Task t) {
        throw new AssertionError("signature only");
    }

    public List<Item> getItems(Task t) {
        throw new AssertionError("signature only");
    }

    public static void withLock(Runnable runnable) {
        throw new AssertionError("signature only");
    }

    public static <V, T extends Throwable> V withLock(hudson.remoting.Callable<V, T> callable) throws T {
        throw new AssertionError("signature only");
    }

    public static <V> V withLock(java.util.concurrent.Callable<V> callable) throws Exception {
        throw new AssertionError("signature only");
    }

    public interface TransientTask extends Task {}

    public interface FlyweightTask extends Task {}

    public interface NonBlockingTask extends Task {}

    public interface Task extends FullyNamedModelObject, SubTask {
        default CauseOfBlockage getCauseOfBlockage() {
            throw new AssertionError("signature only");
        }

        String getName();

        default String getAffinityKey() {
            throw new AssertionError("signature only");
        }

        default void checkAbortPermission() {
            throw new AssertionError("signature only");
        }

        @Override
        String getUrl();

        default boolean isConcurrentBuild() {
            throw new AssertionError("signature only");
        }

        default Collection<? extends SubTask> getSubTasks() {
            throw new AssertionError("signature only");
        }

        default Authentication getDefaultAuthentication2() {
            throw new AssertionError("signature only");
        }

        default Authentication getDefaultAuthentication2(Queue.Item item) {
            throw new AssertionError("signature only");
        }
    }

    public interface Executable extends Runnable, WithConsoleUrl {
        SubTask getParent();

        default Executable getParentExecutable() {
            throw new AssertionError("signature only");
        }

        @Override
        void run() throws AsynchronousExecution;

        default long getEstimatedDuration() {
            throw new AssertionError("signature only");
        }

        @Override
        default String getConsoleUrl() {
            throw new AssertionError("signature only");
        }

        @Override
        String toString();
    }

    public abstract static class Item extends Actionable {
        public long getId() {
            throw new AssertionError("signature only");
        }

        public final Task task = null;

        public boolean isBlocked() {
            throw new AssertionError("signature only");
        }

        public boolean isBuildable() {
            throw new AssertionError("signature only");
        }

        public boolean isStuck() {
            throw new AssertionError("signature only");
        }

        public long getInQueueSince() {
            throw new AssertionError("signature only");
        }

        public QueueTaskFuture<Executable> getFuture() {
            throw new AssertionError("signature only");
        }

        public String getUrl() {
            throw new AssertionError("signature only");
        }

        public final String getWhy() {
            throw new AssertionError("signature only");
        }

        public abstract CauseOfBlockage getCauseOfBlockage();

        @Override
        public String getSearchUrl() {
            throw new AssertionError("signature only");
        }

        Item() {}
    }

    public abstract static class WaitingItem extends Item implements Comparable<WaitingItem> {
        @Override
        public CauseOfBlockage getCauseOfBlockage() {
            throw new AssertionError("signature only");
        }

        private WaitingItem() {}
    }

    public abstract static class NotWaitingItem extends Item {
        NotWaitingItem() {}
    }

    public abstract class BlockedItem extends NotWaitingItem {
        @Override
        public CauseOfBlockage getCauseOfBlockage() {
            throw new AssertionError("signature only");
        }

        private BlockedItem() {}
    }

    public abstract static class BuildableItem extends NotWaitingItem {
        @Override
        public CauseOfBlockage getCauseOfBlockage() {
            throw new AssertionError("signature only");
        }

        public boolean isPending() {
            throw new AssertionError("signature only");
        }

        private BuildableItem() {}
    }

    public abstract static class LeftItem extends Item {
        @Override
        public CauseOfBlockage getCauseOfBlockage() {
            throw new AssertionError("signature only");
        }

        public boolean isCancelled() {
            throw new AssertionError("signature only");
        }

        private LeftItem() {}
    }

    public static Queue getInstance() {
        throw new AssertionError("signature only");
    }

    Queue() {}
}
