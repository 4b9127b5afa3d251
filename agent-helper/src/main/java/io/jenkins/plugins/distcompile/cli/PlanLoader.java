package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.plan.CompilationDatabase;
import io.jenkins.plugins.distcompile.plan.GlobPlan;
import io.jenkins.plugins.distcompile.plan.OutputTree;
import io.jenkins.plugins.distcompile.plan.PlanException;
import io.jenkins.plugins.distcompile.plan.PlanFile;
import io.jenkins.plugins.distcompile.plan.PlanSource;
import java.nio.file.Path;

/** Reads the one input form that was given. */
final class PlanLoader {
    private PlanLoader() {}

    /** @throws UserError naming the file and what is wrong with it */
    static PlanSource load(PlanOptions options) {
        int forms = (options.compileCommands != null ? 1 : 0)
                + (options.sources.isEmpty() ? 0 : 1)
                + (options.plan != null ? 1 : 0);
        if (forms != 1) {
            throw UserError.usage("say what to build: exactly one of --compile-commands, --sources and --plan");
        }
        if (options.sources.isEmpty() != (options.command == null)) {
            throw UserError.usage("--sources and --command go together");
        }
        try {
            PlanSource read = read(options);
            return options.out == null
                    ? read
                    : new PlanSource(OutputTree.rebase(read.plan(), options.out.toAbsolutePath()), read.notices());
        } catch (PlanException e) {
            throw UserError.usage(e.getMessage());
        }
    }

    private static PlanSource read(PlanOptions options) throws PlanException {
        if (options.compileCommands != null) {
            return CompilationDatabase.read(options.compileCommands.toAbsolutePath());
        }
        if (options.plan != null) {
            return PlanFile.read(options.plan.toAbsolutePath());
        }
        return GlobPlan.of(Path.of("").toAbsolutePath(), options.sources, options.command, options.output);
    }
}
