package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.plan.Plan;
import io.jenkins.plugins.distcompile.plan.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Whether the outputs of a plan can be written, found out before anything runs instead of once a unit. */
final class OutputFolders {
    private OutputFolders() {}

    /** Makes the folder of {@code --out}. */
    static void make(Path out) {
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw UserError.usage("cannot write --out " + out + ": it is no folder");
        }
        try {
            Files.createDirectories(out);
        } catch (IOException e) {
            throw UserError.usage("cannot write --out " + out + ": " + Reason.of(e));
        }
    }

    /** Looks at the folder of each output, or at what there is of the way to it; makes nothing. */
    static void check(Plan plan) {
        Set<Path> seen = new HashSet<>();
        for (Unit unit : plan.units()) {
            for (Path output : unit.outputs()) {
                Path folder = output.toAbsolutePath().getParent();
                if (seen.add(folder)) {
                    check(unit, folder);
                }
            }
        }
    }

    private static void check(Unit unit, Path folder) {
        Path there = folder;
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (there == null || !Files.isDirectory(there)) {
            throw refused(unit, folder, there + " is no folder");
        }
        if (!Files.isWritable(there)) {
            throw refused(unit, folder, there.equals(folder) ? "permission denied" : there + ": permission denied");
        }
    }

    private static UserError refused(Unit unit, Path folder, String why) {
        return UserError.usage("cannot write output folder " + folder + " of unit " + unit.id() + ": " + why);
    }
}
