package io.jenkins.plugins.distcompile.dispatch;

import io.jenkins.plugins.distcompile.history.BuildMemory;
import io.jenkins.plugins.distcompile.history.Estimate;
import io.jenkins.plugins.distcompile.plan.Plan;
import io.jenkins.plugins.distcompile.plan.Unit;
import io.jenkins.plugins.distcompile.schedule.UnitFacts;
import io.jenkins.plugins.distcompile.toolchain.CompilerIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A plan with every command understood: which units may leave this machine, with which compiler, and why the others
 * stay. Immutable, unless it is open: then the build's thread adds units, and nobody else looks before the build is over.
 */
public final class BuildPlan {
    /**
     * The logarithm's deviation between units nothing is known of. What they have in common beyond it, the scheduler
     * learns as the build's scale.
     */
    private static final double MOST_UNCERTAINTY = 0.8;

    private static final int[] NOTHING_BEFORE = {};

    private final boolean open;
    private final List<UnitWork> units;
    private final TreeSet<String> digests = new TreeSet<>();
    private List<String> compilerDigests; // the same; null = to be made anew
    private final BuildMemory memory;
    private final Map<String, String> environment;
    private final ClientCpu cpu;

    private BuildPlan(boolean open, int expected, BuildMemory memory, Map<String, String> environment, ClientCpu cpu) {
        this.open = open;
        this.cpu = cpu;
        this.units = new ArrayList<>(expected);
        this.memory = memory;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Looks at every command; runs and hashes each compiler once.
     *
     * @param environment the client's environment, which local compilers see
     */
    public static BuildPlan of(Plan plan, Map<String, String> environment, CompilerIdentity identity) {
        return of(plan, environment, identity, BuildMemory.none());
    }

    /** The same, with predictions from earlier builds. */
    public static BuildPlan of(
            Plan plan, Map<String, String> environment, CompilerIdentity identity, BuildMemory memory) {
        ClientCpu cpu = ClientCpu.begin();
        UnitAnalysis analysis = new UnitAnalysis(environment, identity);
        BuildPlan all = new BuildPlan(false, plan.size(), memory, environment, cpu);
        for (int i = 0; i < plan.size(); i++) {
            all.add(analysis.analyse(plan.units().get(i)), plan.predecessors(i), all.environment);
        }
        return all;
    }

    /**
     * A plan to which units come while the build runs, by {@link Dispatcher#intake}.
     *
     * @param environment with which commands run whose own is the same as far as compilers look at it
     */
    public static BuildPlan open(Map<String, String> environment, BuildMemory memory) {
        return new BuildPlan(true, 0, memory, environment, ClientCpu.begin());
    }

    /** Adds a unit that stands alone. */
    UnitWork add(UnitAnalysis.Finding finding, Map<String, String> unitEnvironment) {
        return add(finding, NOTHING_BEFORE, unitEnvironment);
    }

    private UnitWork add(UnitAnalysis.Finding finding, int[] predecessors, Map<String, String> unitEnvironment) {
        UnitWork work = work(units.size(), finding, predecessors, unitEnvironment);
        units.add(work);
        if (work.compiler() != null && digests.add(work.compiler().digest())) {
            compilerDigests = null;
        }
        return work;
    }

    private UnitWork work(
            int index, UnitAnalysis.Finding finding, int[] predecessors, Map<String, String> unitEnvironment) {
        Unit unit = finding.unit();
        boolean remote = finding.remote();
        Estimate work = memory.work(
                unit.id(), finding.call() == null ? null : finding.call().language(), finding.sourceBytes());
        long stated = unit.need().memoryBytes();
        long output = memory.outputBytes(unit.id());
        long disk = unit.need().diskBytes();
        UnitFacts facts = new UnitFacts(
                unit.id(),
                predecessors,
                remote,
                remote ? "" : finding.reason(),
                finding.compiler() == null ? "" : finding.compiler().digest(),
                remote,
                stated > 0 ? stated : memory.memoryBytes(unit.id()),
                work.value(),
                Math.min(work.logSigma(), MOST_UNCERTAINTY),
                output,
                disk > 0 ? disk : output,
                remote ? finding.inputBytes() + output : 0);
        boolean fresh = open || predecessors.length > 0;
        return new UnitWork(
                index, unit, facts, finding.call(), finding.compiler(), finding.sourceBytes(), fresh, unitEnvironment);
    }

    /** Whether units come while the build runs. */
    boolean isOpen() {
        return open;
    }

    /** Number of units. */
    public int size() {
        return units.size();
    }

    /** The client's, with which local commands run. */
    Map<String, String> environment() {
        return environment;
    }

    /** What the build has cost this process. */
    ClientCpu cpu() {
        return cpu;
    }

    BuildMemory memory() {
        return memory;
    }

    List<UnitWork> units() {
        return units;
    }

    UnitWork unit(int index) {
        return units.get(index);
    }

    String id(int index) {
        return units.get(index).unit().id();
    }

    List<UnitFacts> facts() {
        return units.stream().map(UnitWork::facts).toList();
    }

    /** Compilers that helpers need at least one of, sorted. */
    List<String> compilerDigests() {
        if (compilerDigests == null) {
            compilerDigests = List.copyOf(digests);
        }
        return compilerDigests;
    }
}
