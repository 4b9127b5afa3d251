package io.jenkins.plugins.distcompile.dispatch;

import io.jenkins.plugins.distcompile.criteria.CompilerFacts;
import io.jenkins.plugins.distcompile.plan.Unit;
import io.jenkins.plugins.distcompile.plan.UnitKind;
import io.jenkins.plugins.distcompile.toolchain.CommandLine;
import io.jenkins.plugins.distcompile.toolchain.CompilerCall;
import io.jenkins.plugins.distcompile.toolchain.CompilerEnvironment;
import io.jenkins.plugins.distcompile.toolchain.CompilerFamily;
import io.jenkins.plugins.distcompile.toolchain.CompilerIdentity;
import io.jenkins.plugins.distcompile.toolchain.CompilerIdentity.Identified;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Looks at commands: which may leave this machine, with which compiler, and why the others stay. One thread. */
final class UnitAnalysis {
    /** A compiler, or in words why it is none. */
    private record Known(Identified compiler, String reason) {}

    private final Map<String, String> environment;
    private final CompilerIdentity identity;
    private final Optional<String> localEnvironment;
    private final Map<String, Known> compilers = new HashMap<>();

    /**
     * What a command turned out to be.
     *
     * @param reason why it stays here; null when it need not
     * @param call the understood compile; null when the unit is no compile or has to stay here
     * @param compiler null when {@code call} is
     * @param sourceBytes what a compile's time is predicted from; other commands take what they take
     * @param inputBytes of what is there already; what other units write for it is not known yet
     */
    record Finding(
            Unit unit,
            String reason,
            CompilerCall.Compile call,
            CompilerFacts compiler,
            long sourceBytes,
            long inputBytes) {
        boolean remote() {
            return reason == null;
        }
    }

    /** @param environment with which the commands run */
    UnitAnalysis(Map<String, String> environment, CompilerIdentity identity) {
        this.environment = environment;
        this.identity = identity;
        this.localEnvironment = CompilerEnvironment.localReason(environment);
    }

    /** Runs and hashes each compiler once. */
    Finding analyse(Unit unit) {
        if (!unit.anywhere()) {
            return local(unit, "the plan keeps it here");
        }
        if (!isCompile(unit)) {
            Optional<String> reason = CommandTasks.localReason(unit);
            return reason.isPresent() ? local(unit, reason.get()) : found(unit, null, null, null);
        }
        return analyse(unit, CommandLine.parse(unit.command(), unit.directory()));
    }

    /** @param call what the unit's command says by itself */
    Finding analyse(Unit unit, CompilerCall call) {
        if (call instanceof CompilerCall.NotACompile other) {
            return local(unit, other.reason());
        }
        if (call instanceof CompilerCall.LocalOnly other) {
            return local(unit, other.reason());
        }
        if (localEnvironment.isPresent()) {
            return local(unit, localEnvironment.get());
        }
        CompilerCall.Compile compile = (CompilerCall.Compile) call;
        Known known = compilers.computeIfAbsent(key(compile), key -> identify(compile));
        if (known.compiler() == null) {
            return local(unit, known.reason());
        }
        CompilerFamily family = CompilerFamily.ofKind(known.compiler().facts().kind());
        if (family != compile.family()) { // clang called cc
            return analyse(unit, CommandLine.parse(unit.command(), unit.directory(), family));
        }
        CompilerFacts facts = compile.forThisProcessor()
                ? known.compiler().onThisProcessor()
                : known.compiler().facts();
        return facts == null
                ? local(unit, "the compiler does not know this processor")
                : found(unit, null, compile, facts);
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

    private static Finding local(Unit unit, String reason) {
        return found(unit, reason, null, null);
    }

    private static Finding found(Unit unit, String reason, CompilerCall.Compile call, CompilerFacts compiler) {
        return new Finding(unit, reason, call, compiler, sourceBytes(unit), reason == null ? inputBytes(unit) : 0);
    }

    private static boolean isCompile(Unit unit) {
        return unit.kind() == UnitKind.COMPILE || unit.kind() == UnitKind.ASSEMBLE;
    }

    private static long inputBytes(Unit unit) {
        return unit.inputs().stream()
                .mapToLong(input -> input.toFile().length())
                .sum();
    }

    private static long sourceBytes(Unit unit) {
        return isCompile(unit) && !unit.inputs().isEmpty()
                ? unit.inputs().get(0).toFile().length()
                : 0;
    }
}
