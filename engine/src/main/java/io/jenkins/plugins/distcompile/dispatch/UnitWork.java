package io.jenkins.plugins.distcompile.dispatch;

import io.jenkins.plugins.distcompile.criteria.CompilerFacts;
import io.jenkins.plugins.distcompile.inputs.MakeRule;
import io.jenkins.plugins.distcompile.link.DamagedException;
import io.jenkins.plugins.distcompile.plan.Unit;
import io.jenkins.plugins.distcompile.plan.UnitKind;
import io.jenkins.plugins.distcompile.schedule.UnitFacts;
import io.jenkins.plugins.distcompile.toolchain.AgentCommand;
import io.jenkins.plugins.distcompile.toolchain.CompilerCall;
import io.jenkins.plugins.distcompile.toolchain.Diagnostics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A unit with what the dispatcher found out about it before the build.
 *
 * @param index its place in the plan
 * @param call the understood compile; null when the unit is no compile or has to stay here
 * @param compiler null when {@code call} is
 * @param sourceBytes size of the source file; 0 = not known, or no compile
 * @param fresh whether files that it reads may have been written since the build began
 * @param environment with which its command runs here
 */
record UnitWork(
        int index,
        Unit unit,
        UnitFacts facts,
        CompilerCall.Compile call,
        CompilerFacts compiler,
        long sourceBytes,
        boolean fresh,
        Map<String, String> environment) {
    static final String OBJECT = "object";

    /**
     * Where each file of a result goes, by the role the helper gives it.
     *
     * @param mirrored whether the agent preprocesses it
     */
    Map<String, Path> targets(boolean mirrored) {
        Map<String, Path> targets = new LinkedHashMap<>();
        if (call == null) {
            unit.outputs()
                    .forEach(output ->
                            targets.put(unit.directory().relativize(output).toString(), output));
        } else {
            targets.put(OBJECT, call.outputPath());
            call.sideOutputs().forEach(suffix -> targets.put(suffix, call.sideOutput(suffix)));
        }
        if (mirrored && dependencyRule() != null) {
            targets.put(AgentCommand.DEPENDENCIES, dependencyRule());
        }
        return targets;
    }

    /** What becomes of the content of some of them. */
    Map<String, ResultFiles.Form> forms(boolean mirrored) {
        if (!mirrored || dependencyRule() == null) {
            return Map.of();
        }
        MakeRule rule = MakeRule.of(call.dependencies());
        return Map.of(AgentCommand.DEPENDENCIES, listed -> {
            try {
                return rule.from(listed);
            } catch (IOException e) {
                throw new DamagedException(e.getMessage(), e);
            }
        });
    }

    /** Where the make rule goes; null when none was asked for. */
    Path dependencyRule() {
        return call == null || call.dependencies() == null
                ? null
                : call.dependencies().path();
    }

    /** The user's command as it is run here: a pipe is no terminal, so a wish for colour has to be said. */
    List<String> localCommand(boolean colour) {
        boolean compile = unit.kind() == UnitKind.COMPILE || unit.kind() == UnitKind.ASSEMBLE;
        if (!colour || !compile || call == null || unit.command().stream().anyMatch(CompilerCall::saysColour)) {
            return unit.command();
        }
        List<String> command = new ArrayList<>(unit.command());
        command.add(CompilerCall.COLOUR);
        return command;
    }

    /** What an agent's compiler said, with the source lines that only this machine has. */
    String restoreDiagnostics(String text) {
        return call == null || text.isEmpty() ? text : new Diagnostics(call).restore(text);
    }
}
