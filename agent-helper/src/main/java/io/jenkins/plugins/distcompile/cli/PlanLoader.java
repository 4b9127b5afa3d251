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
        return load(options, Path.of("").toAbsolutePath());
    }

    /** With paths relative to the folder {@code base}. */
    static PlanSource load(PlanOptions options, Path base) {
        int forms = (options.compileCommands != null ? 1 : 0)
                + (options.sources.isEmpty() ? 0 : 1)
                + (options.plan != null ? 1 : 0);
        if (forms != 1) {
            throw UserError.usage("say what to build: exactly one of --compile-commands, --sources and --plan");
        }
        if (options.sources.isEmpty() != (options.command == null)) {
            throw UserError.usage("--sources and --command go together");
        }
        if (options.output.isBlank()) {
            throw UserError.usage("--output is empty; write for example '{dir}/{name}.o'");
        }
        try {
            PlanSource read = read(options, base);
            if (options.out == null) {
                OutputFolders.check(read.plan());
                return read;
            }
            Path out = base.resolve(options.out);
            PlanSource moved = new PlanSource(OutputTree.rebase(read.plan(), out), read.notices());
            OutputFolders.make(out);
            OutputFolders.check(moved.plan());
            return moved;
        } catch (PlanException e) {
            throw UserError.usage(e.getMessage());
        }
    }

    private static PlanSource read(PlanOptions options, Path base) throws PlanException {
        if (options.compileCommands != null) {
            return CompilationDatabase.read(base.resolve(options.compileCommands));
        }
        if (options.plan != null) {
            return PlanFile.read(base.resolve(options.plan));
        }
        return GlobPlan.of(base, options.sources, options.command, options.output);
    }
}
