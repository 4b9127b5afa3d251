package io.jenkins.plugins.distcompile.bench.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What is to be built, in the words of ours and of make. */
interface Work {
    /** Options of {@code distcompile build} that name the plan; objects go below {@code out}. */
    List<String> planOptions(Path out) throws IOException;

    /** Builds everything into {@code out}, each compile behind the launcher. */
    void writeMakefile(Path makefile, String launcher, Path out) throws IOException;

    /** Whether everything is there. */
    boolean isBuilt(Path out);

    /**
     * A time that no schedule can beat, seconds.
     *
     * @param factors how many times slower each host is than the fastest; infinite = it never ends anything
     * @param slots of each host
     */
    double lowerBound(double[] factors, int slots);
}
