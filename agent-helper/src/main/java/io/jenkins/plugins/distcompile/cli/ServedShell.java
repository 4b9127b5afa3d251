package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.cli.progress.Terminal;
import io.jenkins.plugins.distcompile.cli.resident.Served;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine;

/** The shell behind a build that a resident client runs. */
final class ServedShell implements Shell {
    private final Served served;

    private ServedShell(Served served) {
        this.served = served;
    }

    /** Runs the build and returns its exit status. */
    static int run(Served served) {
        CommandLine command = Main.buildFor(new ServedShell(served));
        try (PrintWriter out = writer(served.out());
                PrintWriter err = writer(served.err())) {
            command.setOut(out);
            command.setErr(err);
            return command.execute(served.arguments().toArray(String[]::new));
        }
    }

    private static PrintWriter writer(OutputStream stream) {
        // As System.out writes. Whoever has hung up is not told more.
        return new PrintWriter(new OutputStreamWriter(stream, Charset.defaultCharset()), true);
    }

    @Override
    public Map<String, String> environment() {
        return served.environment();
    }

    @Override
    public Terminal terminal() {
        return Terminal.of(served.terminal(), served.environment(), served::columns);
    }

    /** Told when this process is to end, too. */
    @Override
    public Guard guard(Consumer<String> stop) {
        Guard own = new ShutdownGuard(stop);
        served.onInterrupt(stop);
        return () -> {
            served.forget(stop);
            own.close();
        };
    }
}
