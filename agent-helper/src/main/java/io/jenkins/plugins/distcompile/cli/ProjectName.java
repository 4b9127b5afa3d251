package io.jenkins.plugins.distcompile.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What a project is called when nobody says: the same name wherever it has been checked out. */
final class ProjectName {
    /** Folders that are called alike in every project. */
    private static final Pattern BUILD_FOLDER = Pattern.compile("(cmake-)?build([-_.].*)?|out|bin|target|obj");

    private ProjectName() {}

    static String of(PlanOptions plan) {
        return of(plan, Path.of("").toAbsolutePath());
    }

    /** With paths relative to the folder {@code base}. */
    static String of(PlanOptions plan, Path base) {
        Path file = plan.compileCommands != null ? plan.compileCommands : plan.plan;
        return ofFolder(file == null ? base : base.resolve(file).normalize().getParent());
    }

    /** The git work tree's folder, else the folder itself, or its parent where it is only for building. */
    static String ofFolder(Path folder) {
        for (Path each = folder; each != null && each.getFileName() != null; each = each.getParent()) {
            if (Files.exists(each.resolve(".git"))) {
                return each.getFileName().toString();
            }
        }
        Path named = folder;
        while (named.getFileName() != null
                && BUILD_FOLDER.matcher(named.getFileName().toString()).matches()
                && named.getParent() != null
                && named.getParent().getFileName() != null) {
            named = named.getParent();
        }
        return named.getFileName() == null ? "root" : named.getFileName().toString();
    }
}
