package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.history.BuildMemory;
import io.jenkins.plugins.distcompile.history.History;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where earlier builds' times are kept. */
final class MemoryOptions {
    static final String FILE_NAME = "history.mv";

    @Option(
            names = "--history",
            paramLabel = "FILE",
            description = "Times of earlier builds, read and added to. Default: ~/.local/state/distcompile/history.mv")
    private Path file = Folders.state().resolve(FILE_NAME);

    @Option(names = "--no-history", description = "Use no times of earlier builds and keep none.")
    private boolean off;

    @Option(
            names = "--project",
            paramLabel = "NAME",
            description = "Whose times they are. Default: the name of the git work tree's or the plan file's folder.")
    private String project;

    /** Leaves another program's file alone. */
    static void refuseForeign(Path file) {
        if (History.isForeign(file)) {
            throw UserError.usage("--history " + file + " is no history file; it is left as it is");
        }
    }

    /** For builds that are not the user's own. */
    static MemoryOptions none() {
        MemoryOptions options = new MemoryOptions();
        options.off = true;
        return options;
    }

    /** Begins to read; the answer knows nothing when the user wants none. */
    BuildMemory open(String defaultProject) {
        if (off) {
            return BuildMemory.none();
        }
        String name = project == null ? defaultProject : project;
        if (name.isBlank()) {
            throw UserError.usage("--project needs a name that is not empty");
        }
        if (Files.isDirectory(file)) {
            throw UserError.usage("--history " + file + " is a folder: name a file in it");
        }
        refuseForeign(file);
        return BuildMemory.of(file, name);
    }
}
