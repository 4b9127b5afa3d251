package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.history.History;
import io.jenkins.plugins.distcompile.history.HistoryEntry;
import io.jenkins.plugins.distcompile.history.HistoryExport;
import io.jenkins.plugins.distcompile.history.HistoryLimits;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code distcompile history}: what is remembered of earlier builds, and how to get rid of it. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Lists, exports and prunes the compile times of earlier builds.",
        footer = {
            "",
            "Examples:",
            "  distcompile history --project lua --agent alpha",
            "  distcompile history --csv > times.csv",
            "  distcompile history prune --older-than 90d",
            "  distcompile history forget --agent alpha"
        })
final class HistoryCommand implements Callable<Integer> {
    private static final Pattern AGE = Pattern.compile("(\\d{1,5})\\s*(d|h|w)");

    @Option(
            names = "--history",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The file. Default: ~/.local/state/distcompile/history.mv")
    private Path file = Folders.state().resolve(MemoryOptions.FILE_NAME);

    @Option(names = "--project", paramLabel = "NAME", description = "Only this project. Default: all.")
    private String project;

    @Option(names = "--agent", paramLabel = "NAME", description = "Only this agent. Default: all.")
    private String agent;

    @Option(names = "--csv", description = "Print CSV with a heading.")
    private boolean csv;

    @Option(names = "--json", description = "Print one JSON array.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (csv && json) {
            throw UserError.usage("--csv and --json exclude each other");
        }
        List<HistoryEntry> entries = new ArrayList<>();
        try (History history = open()) {
            SortedSet<String> projects = history.projects();
            if (project != null && !projects.contains(project)) {
                throw UserError.usage("--project " + project + ": history " + file + " knows "
                        + (projects.isEmpty() ? "no project" : String.join(", ", projects)));
            }
            for (String each : project == null ? projects : List.of(project)) {
                entries.addAll(history.entries(each));
            }
        }
        entries.removeIf(entry -> agent != null && !entry.agent().equals(agent));
        PrintWriter out = spec.commandLine().getOut();
        if (csv) {
            HistoryExport.csv(entries, out);
        } else if (json) {
            HistoryExport.json(entries, out);
        } else {
            out.print(HistoryTable.of(entries));
        }
        out.flush();
        return ExitStatus.OK;
    }

    @Command(
            name = "prune",
            mixinStandardHelpOptions = true,
            description = "Removes the times of units that were not built on an agent for so long.")
    int prune(
            @Option(
                            names = "--older-than",
                            required = true,
                            paramLabel = "AGE",
                            description = "Such as 90d, 12w or 48h.")
                    String age) {
        Matcher form = AGE.matcher(age.strip());
        if (!form.matches()) {
            throw UserError.usage("--older-than " + age + ": expected an age such as 90d, 12w or 48h");
        }
        long count = Long.parseLong(form.group(1));
        Duration duration =
                switch (form.group(2)) {
                    case "h" -> Duration.ofHours(count);
                    case "w" -> Duration.ofDays(7 * count);
                    default -> Duration.ofDays(count);
                };
        return change("removed", history -> history.prune(duration));
    }

    @Command(
            name = "forget",
            mixinStandardHelpOptions = true,
            description = "Removes everything about an agent, in all projects.")
    int forget(
            @Option(
                            names = "--agent",
                            required = true,
                            paramLabel = "NAME",
                            description = "As 'distcompile history' lists it.")
                    String name) {
        return change("forgot", history -> history.forget(name));
    }

    private int change(String verb, ToIntFunction<History> change) {
        try (History history = open()) {
            if (!history.isWritable()) {
                throw UserError.usage("history " + file + " cannot be changed now: nothing was removed");
            }
            int count = change.applyAsInt(history);
            spec.commandLine().getOut().println(verb + " " + count + (count == 1 ? " entry" : " entries"));
            spec.commandLine().getOut().flush();
            return ExitStatus.OK;
        }
    }

    private History open() {
        if (!Files.exists(file)) {
            throw UserError.usage("there is no history " + file + ": it is made by the first build");
        }
        if (!Files.isRegularFile(file)) {
            throw UserError.usage("--history " + file + " is no file");
        }
        MemoryOptions.refuseForeign(file);
        return History.open(file, HistoryLimits.DEFAULT, warning -> spec.commandLine()
                .getErr()
                .println("distcompile: " + warning));
    }
}
