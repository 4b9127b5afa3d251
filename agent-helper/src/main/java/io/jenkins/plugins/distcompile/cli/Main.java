package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.agent.LaunchMechanism;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Entry point of the JAR: one subcommand a job; errors are one line, never a stack trace. */
@Command(
        name = "distcompile",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Compiles C and C++ on a pool of machines whose helpers choose themselves by bidding.",
        subcommands = {
            BuildCommand.class,
            RunCommand.class,
            ServeCommand.class,
            PoolCommand.class,
            RankCommand.class,
            BenchmarkCommand.class,
            KeyCommand.class,
            HistoryCommand.class,
            DemoCommand.class,
            SimulateCommand.class,
            TrainCommand.class,
            ResidentCommand.class,
            DispatchCommand.class,
            AttachCommand.class,
            CommandLine.HelpCommand.class
        },
        footerHeading = "%nExit status:%n",
        footer = {
            "  0  every unit has its result",
            "  1  a unit failed, or the build could not be finished",
            "  2  a wrong option, or an input that cannot be read; nothing was run",
            "  3  the helper or the pool could not be started or reached",
            " 70  a fault in this program",
            "130  interrupted (Ctrl-C)"
        })
public final class Main {
    private static final Pattern ENUM = Pattern.compile("expected one of \\[([A-Z_, ]+)] \\(case-insensitive\\)");

    private Main() {}

    public static void main(String[] arguments) {
        LaunchMechanism.choose();
        Rehearsal.beginFor(arguments);
        System.exit(run(arguments));
    }

    /** Runs one command line and returns its exit status. */
    static int run(String... arguments) {
        return commandLine(arguments).execute(arguments);
    }

    /** With every subcommand. */
    static CommandLine commandLine() {
        CommandLine main = new CommandLine(new Main());
        CommandLine completion = new CommandLine(new AutoComplete.GenerateCompletion());
        completion.getCommandSpec().usageMessage().description("Prints a completion script for bash or zsh.");
        completion.getCommandSpec().name("completion");
        main.addSubcommand("completion", completion);
        return configured(main);
    }

    /** With the one subcommand that these arguments name, if they begin with one: to look at all costs a tenth of a second. */
    static CommandLine commandLine(String... arguments) {
        Command all = Main.class.getAnnotation(Command.class);
        for (Class<?> subcommand : all.subcommands()) {
            Command command = subcommand.getAnnotation(Command.class);
            if (arguments.length > 0 && command.name().equals(arguments[0]) && !command.helpCommand()) {
                CommandLine main = new CommandLine(CommandSpec.create().name(all.name()));
                main.addSubcommand(command.name(), subcommand);
                return configured(main);
            }
        }
        return commandLine();
    }

    /** With {@code build} alone, for a shell that a resident client serves. */
    static CommandLine buildFor(Shell shell) {
        CommandLine main = new CommandLine(CommandSpec.create()
                .name(Main.class.getAnnotation(Command.class).name()));
        BuildCommand build = new BuildCommand(shell);
        main.addSubcommand(build);
        return configured(main);
    }

    private static CommandLine configured(CommandLine main) {
        main.setParameterExceptionHandler((e, args) -> wrongUsage(e));
        main.setExecutionExceptionHandler((e, command, parsed) -> failed(e, command));
        main.setCaseInsensitiveEnumValuesAllowed(true);
        main.setUsageHelpWidth(100);
        main.setUsageHelpAutoWidth(true);
        CommandLine run = main.getSubcommands().get("run");
        if (run != null) {
            run.setStopAtPositional(true); // what follows the command's name is the command's
        }
        // The last one wins, as with compilers: so an alias or a script can give defaults.
        main.setOverwrittenOptionsAllowed(true);
        return main;
    }

    private static int wrongUsage(ParameterException e) {
        PrintWriter err = e.getCommandLine().getErr();
        err.println("distcompile: " + plain(e.getMessage()));
        if (!UnmatchedArgumentException.printSuggestions(e, err)) {
            err.println("Try 'distcompile " + commandPath(e.getCommandLine()) + "--help'.");
        }
        return ExitStatus.USAGE;
    }

    /** Says in a user's words what picocli says in a programmer's. */
    private static String plain(String message) {
        Matcher choice = ENUM.matcher(message);
        String text = choice.find()
                ? choice.replaceFirst("expected one of " + choice.group(1).toLowerCase(Locale.ROOT))
                : message;
        return text.replaceFirst(" is not an? (int|long)$", " is not a whole number, or too large")
                .replaceFirst(" is not a double$", " is not a number");
    }

    private static String commandPath(CommandLine command) {
        return command.getParent() == null ? "" : commandPath(command.getParent()) + command.getCommandName() + " ";
    }

    private static int failed(Exception e, CommandLine command) {
        if (e instanceof UserError error) {
            command.getErr().println("distcompile: " + error.getMessage());
            return error.status();
        }
        command.getErr().println("distcompile: internal error: " + e + "; set DISTCOMPILE_DEBUG=1 for details");
        if (System.getenv("DISTCOMPILE_DEBUG") != null) {
            e.printStackTrace(command.getErr());
        }
        return ExitStatus.INTERNAL;
    }
}
