package io.jenkins.plugins.distcompile.dispatch;

import io.jenkins.plugins.distcompile.criteria.CompilerFacts;
import io.jenkins.plugins.distcompile.history.BuildMemory;
import io.jenkins.plugins.distcompile.history.Estimate;
import io.jenkins.plugins.distcompile.plan.Plan;
import io.jenkins.plugins.distcompile.plan.Unit;
import io.jenkins.plugins.distcompile.plan.UnitKind;
import io.jenkins.plugins.distcompile.schedule.UnitFacts;
import io.jenkins.plugins.distcompile.toolchain.CommandLine;
import io.jenkins.plugins.distcompile.toolchain.CompilerCall;
import io.jenkins.plugins.distcompile.toolchain.CompilerEnvironment;
import io.jenkins.plugins.distcompile.toolchain.CompilerFamily;
import io.jenkins.plugins.distcompile.toolchain.CompilerIdentity;
import io.jenkins.plugins.distcompile.toolchain.CompilerIdentity.Identified;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A plan with every command understood: which units may leave this machine, with which compiler, and why the others
 * stay. Immutable.
 */
public final class BuildPlan {
    /**
     * The logarithm's deviation between units nothing is known of. What they have in common beyond it, the scheduler
     * learns as the build's scale.
     */
    private static final double MOST_UNCERTAINTY = 0.8;

    private final List<UnitWork> units;
    private final List<String> compilerDigests;
    private final BuildMemory memory;
    private final Map<String, String> environment;
    private final ClientCpu cpu;

    private BuildPlan(List<UnitWork> units, BuildMemory memory, Map<String, String> environment, ClientCpu cpu) {
        this.cpu = cpu;
        this.units = List.copyOf(units);
        this.memory = memory;
        this.environment = Map.copyOf(environment);
        TreeSet<String> digests = new TreeSet<>();
        units.stream()
                .filter(w -> w.compiler() != null)
                .forEach(w -> digests.add(w.compiler().digest()));
        this.compilerDigests = List.copyOf(digests);
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
        Analysis analysis = new Analysis(plan, environment, identity, memory);
        List<UnitWork> units = new ArrayList<>(plan.size());
        for (int i = 0; i < plan.size(); i++) {
            units.add(analysis.analyse(i));
        }
        return new BuildPlan(units, memory, environment, cpu);
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
        return compilerDigests;
    }

    private static final class Analysis {
        /** A compiler, or in words why it is none. */
        private record Known(Identified compiler, String reason) {}

        private final Plan plan;
        private final Map<String, String> environment;
        private final CompilerIdentity identity;
        private final BuildMemory memory;
        private final Optional<String> localEnvironment;
        private final Map<String, Known> compilers = new HashMap<>();

        Analysis(Plan plan, Map<String, String> environment, CompilerIdentity identity, BuildMemory memory) {
            this.plan = plan;
            this.memory = memory;
            this.environment = environment;
            this.identity = identity;
            this.localEnvironment = CompilerEnvironment.localReason(environment);
        }

        UnitWork analyse(int index) {
            Unit unit = plan.units().get(index);
            if (!unit.anywhere()) {
                return local(index, "the plan keeps it here");
            }
            if (unit.kind() != UnitKind.COMPILE && unit.kind() != UnitKind.ASSEMBLE) {
                Optional<String> reason = CommandTasks.localReason(unit);
                return reason.isPresent() ? local(index, reason.get()) : remote(index, null, null);
            }
            return analyse(index, unit, CommandLine.parse(unit.command(), unit.directory()));
        }

        private UnitWork analyse(int index, Unit unit, CompilerCall call) {
            if (call instanceof CompilerCall.NotACompile other) {
                return local(index, other.reason());
            }
            if (call instanceof CompilerCall.LocalOnly other) {
                return local(index, other.reason());
            }
            if (localEnvironment.isPresent()) {
                return local(index, localEnvironment.get());
            }
            CompilerCall.Compile compile = (CompilerCall.Compile) call;
            Known known = compilers.computeIfAbsent(key(compile), key -> identify(compile));
            if (known.compiler() == null) {
                return local(index, known.reason());
            }
            CompilerFamily family =
                    CompilerFamily.ofKind(known.compiler().facts().kind());
            if (family != compile.family()) { // clang called cc
                return analyse(index, unit, CommandLine.parse(unit.command(), unit.directory(), family));
            }
            CompilerFacts facts = compile.forThisProcessor()
                    ? known.compiler().onThisProcessor()
                    : known.compiler().facts();
            return facts == null
                    ? local(index, "the compiler does not know this processor")
                    : remote(index, compile, facts);
        }

        /** A name without a folder is looked up on PATH, any other from the working directory. */
        private static String key(CompilerCall.Compile compile) {
            return compile.program().indexOf('/') < 0
                    ? compile.program()
                    : compile.directory().resolve(compile.program()).toString();
        }

        private Known identify(CompilerCall.Compile compile) {
            try {
                return new Known(identity.probe(compile.program(), compile.directory(), environment), null);
            } catch (IOException e) {
                return new Known(null, "compiler not known: " + e.getMessage());
            }
        }

        private UnitWork local(int index, String reason) {
            return work(index, false, reason, null, null);
        }

        private UnitWork remote(int index, CompilerCall.Compile call, CompilerFacts compiler) {
            return work(index, true, "", call, compiler);
        }

        private UnitWork work(
                int index, boolean remote, String reason, CompilerCall.Compile call, CompilerFacts compiler) {
            Unit unit = plan.units().get(index);
            long bytes = sourceBytes(unit);
            Estimate work = memory.work(unit.id(), call == null ? null : call.language(), bytes);
            long stated = unit.need().memoryBytes();
            long output = memory.outputBytes(unit.id());
            long disk = unit.need().diskBytes();
            UnitFacts facts = new UnitFacts(
                    unit.id(),
                    plan.predecessors(index),
                    remote,
                    reason,
                    compiler == null ? "" : compiler.digest(),
                    remote,
                    stated > 0 ? stated : memory.memoryBytes(unit.id()),
                    work.value(),
                    Math.min(work.logSigma(), MOST_UNCERTAINTY),
                    output,
                    disk > 0 ? disk : output,
                    remote ? inputBytes(unit) + output : 0);
            return new UnitWork(index, unit, facts, call, compiler, bytes);
        }

        /** Of what is there already; what other units write for it is not known yet. */
        private static long inputBytes(Unit unit) {
            return unit.inputs().stream()
                    .mapToLong(input -> input.toFile().length())
                    .sum();
        }

        /** What a compile's time is predicted from; other commands take what they take. */
        private static long sourceBytes(Unit unit) {
            boolean compile = unit.kind() == UnitKind.COMPILE || unit.kind() == UnitKind.ASSEMBLE;
            return compile && !unit.inputs().isEmpty()
                    ? unit.inputs().get(0).toFile().length()
                    : 0;
        }
    }
}
