package io.jenkins.plugins.distcompile.dispatch;

import io.jenkins.plugins.distcompile.toolchain.CompilerEnvironment;
import java.util.HashMap;
import java.util.Map;

/**
 * The one {@link Preparation} of a build, or, where units come with environments of their own, one for each of these that
 * compilers see as another one. {@link #of} on the loop's thread; closed by it.
 */
final class Preparations implements AutoCloseable {
    /** Each has a view of the source tree of its own. */
    private static final int MOST = 16;

    private final Map<String, String> environment;
    private final BuildOptions options;
    private final Preparation own;
    private final Map<Map<String, String>, Preparation> others = new HashMap<>();

    Preparations(Map<String, String> environment, BuildOptions options) {
        this.environment = environment;
        this.options = options;
        this.own = with(environment);
    }

    private Preparation with(Map<String, String> seen) {
        return new Preparation(seen, options.colour(), options.preprocessElsewhere());
    }

    /** Null = there are too many environments already. */
    Preparation of(UnitWork work) {
        if (work.environment() == environment) { // as all units of a closed plan
            return own;
        }
        if (others.isEmpty()) {
            others.put(CompilerEnvironment.seen(environment), own);
        }
        Map<String, String> seen = CompilerEnvironment.seen(work.environment());
        Preparation found = others.get(seen);
        if (found == null && others.size() < MOST) {
            found = with(work.environment());
            others.put(seen, found);
        }
        return found;
    }

    /** Ends what is under way. */
    @Override
    public void close() {
        own.close();
        others.values().forEach(Preparation::close);
    }
}
