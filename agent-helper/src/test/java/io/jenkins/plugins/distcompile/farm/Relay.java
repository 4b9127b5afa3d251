package io.jenkins.plugins.distcompile.farm;

import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** One agent of a control folder: a {@link RelayPump} with its helper and its attach, each to be killed. */
final class Relay implements AutoCloseable {
    private static final Pattern PIDS = Pattern.compile("helper (\\d+) attach (\\d+)\\n");

    private final Process pump;
    private final Path out;
    private final long helper;
    private final long attach;

    private Relay(Process pump, Path out) throws Exception {
        this.pump = pump;
        this.out = out;
        Awaitility.await().until(() -> PIDS.matcher(Files.readString(out)).find() || !pump.isAlive());
        Matcher pids = PIDS.matcher(Files.readString(out));
        if (!pids.find()) {
            throw new AssertionError("the relay did not start");
        }
        helper = Long.parseLong(pids.group(1));
        attach = Long.parseLong(pids.group(2));
    }

    static Relay start(Path control, String agent, String listen, String addresses, List<String> helperOptions)
            throws Exception {
        List<String> command = new ArrayList<>(Cli.java());
        command.remove(command.size() - 1);
        command.addAll(List.of(RelayPump.class.getName(), control.toString(), agent, listen, addresses));
        command.addAll(helperOptions);
        Path out = Files.createTempFile(control.getParent(), agent, ".pump");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(Redirect.appendTo(
                        control.resolveSibling(agent + ".pump.log").toFile()));
        builder.environment()
                .put("XDG_STATE_HOME", control.resolveSibling("xdg-state").toString());
        return new Relay(builder.start(), out);
    }

    static boolean alive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    void killPump() {
        pump.destroyForcibly();
    }

    void killHelper() {
        ProcessHandle.of(helper).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** As a service manager does. */
    void stopHelper() {
        ProcessHandle.of(helper).ifPresent(ProcessHandle::destroy);
    }

    void killAttach() {
        ProcessHandle.of(attach).ifPresent(ProcessHandle::destroyForcibly);
    }

    boolean processesGone() {
        return !alive(helper) && !alive(attach);
    }

    /** Waits for an end of itself; {@code ended helper 0 attach 0} is the orderly one. */
    String end() throws Exception {
        if (!pump.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the relay did not end");
        }
        return Files.readString(out).lines().reduce((a, b) -> b).orElse("");
    }

    @Override
    public void close() {
        pump.destroyForcibly();
        killHelper();
        killAttach();
    }
}
