package io.jenkins.plugins.distcompile.jenkins.step;

import hudson.FilePath;
import hudson.model.AbstractProject;
import hudson.util.FormValidation;
import io.jenkins.plugins.distcompile.jenkins.pool.TimeLimit;
import java.io.IOException;

/**
 * What a job's last workspace says to a path of the form. It may be of another time than the next build, so nothing here
 * is an error. The caller may configure the job.
 */
final class WorkspaceChecks {
    private static final long PATIENCE_MILLIS = 5_000;

    private interface Look {
        FormValidation at(FilePath workspace) throws IOException, InterruptedException;
    }

    private WorkspaceChecks() {}

    /** Whether a file is there. */
    static FormValidation file(AbstractProject<?, ?> project, String path) {
        return look(project, path, workspace -> {
            if (!workspace.isDescendant(path)) {
                return FormValidation.warning(Messages.WorkspaceChecks_outside());
            }
            return workspace.child(path).exists()
                    ? FormValidation.ok()
                    : FormValidation.warning(Messages.WorkspaceChecks_missing(path));
        });
    }

    /** How many files patterns match, each on its own. */
    static FormValidation patterns(AbstractProject<?, ?> project, String patterns) {
        return look(project, patterns, workspace -> {
            for (String pattern : patterns.strip().split("\\s+")) {
                FormValidation found = workspace.validateFileMask(pattern, false);
                if (found.kind != FormValidation.Kind.OK) {
                    return FormValidation.warning(Messages.WorkspaceChecks_noMatch(pattern));
                }
            }
            return FormValidation.ok();
        });
    }

    private static FormValidation look(AbstractProject<?, ?> project, String text, Look look) {
        // A variable has its value in a build only.
        FilePath workspace =
                project == null || text.isBlank() || text.contains("$") ? null : project.getSomeWorkspace();
        if (workspace == null) {
            return FormValidation.ok();
        }
        TimeLimit limit = TimeLimit.ofMillis(PATIENCE_MILLIS);
        try (limit) {
            return look.at(workspace);
        } catch (IOException e) {
            return FormValidation.ok();
        } catch (InterruptedException e) {
            if (!limit.struck()) {
                Thread.currentThread().interrupt();
            }
            return FormValidation.ok();
        }
    }
}
