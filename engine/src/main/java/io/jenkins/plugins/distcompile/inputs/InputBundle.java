package io.jenkins.plugins.distcompile.inputs;

import io.jenkins.plugins.distcompile.link.Packed;
import io.jenkins.plugins.distcompile.toolchain.Task;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What a unit takes along to be preprocessed elsewhere.
 *
 * @param mirror for the task
 * @param source the source file, packed for this unit alone
 * @param packs all that hold headers it may read
 * @param bytes of all these files
 * @param newBytes on the wire, of what no unit before has taken along
 * @param footing what it rests on
 */
public record InputBundle(
        Task.Mirror mirror, Packed source, List<Pack> packs, long bytes, long newBytes, Footing footing) {
    public InputBundle {
        packs = List.copyOf(packs);
    }

    /** Headers that travel together; compared by identity. */
    public static final class Pack {
        private final Packed packed;

        Pack(Packed packed) {
            this.packed = packed;
        }

        public Packed packed() {
            return packed;
        }
    }

    /** Why a result is not the one of the files as they are now, one line; null = it is. Any thread. */
    public String objection() {
        String found = footing.inputs().objection(this);
        if (found != null) {
            footing.stale().set(found);
        }
        return found;
    }

    /** What a result of another copy has shown by {@link #objection}; null = nothing. */
    public String stale() {
        return footing.stale().get();
    }

    /**
     * @param written the source as the command names it
     * @param defined macros that the command defines
     * @param nanos when it was looked at
     */
    record Footing(
            Inputs inputs,
            Search search,
            SourceFile source,
            String written,
            Set<String> defined,
            List<SourceFile> files,
            long edition,
            long nanos,
            AtomicReference<String> stale) {}
}
