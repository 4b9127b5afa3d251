package io.jenkins.plugins.distcompile.jenkins.page;

import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A machine as it described itself; names and meanings as in {@link AgentRecord.Machine}. */
@ExportedBean(defaultVisibility = 3)
public final class RestMachine {
    @Exported
    public final String os;

    @Exported
    public final String arch;

    @Exported
    public final String model;

    @Exported
    public final int cores;

    @Exported
    public final int mhz;

    @Exported
    public final long memoryBytes;

    @Exported
    public final double loadCpu;

    @Exported
    public final List<String> compilers;

    @Exported
    public final double benchmark;

    @Exported
    public final List<RestFact> facts;

    RestMachine(AgentRecord.Machine from, double benchmark, Map<String, String> facts) {
        os = RestText.of(from.os());
        arch = RestText.of(from.arch());
        model = RestText.of(from.model());
        cores = from.cores();
        mhz = from.mhz();
        memoryBytes = from.memoryBytes();
        loadCpu = from.loadCpu();
        compilers = from.compilers().stream().map(RestText::of).toList();
        this.benchmark = benchmark;
        this.facts = RestFact.all(facts);
    }
}
