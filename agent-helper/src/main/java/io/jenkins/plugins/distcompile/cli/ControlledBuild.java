package io.jenkins.plugins.distcompile.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.distcompile.cli.control.AttachDoor;
import io.jenkins.plugins.distcompile.cli.control.AttachedAgents;
import io.jenkins.plugins.distcompile.cli.control.ControlFolder;
import io.jenkins.plugins.distcompile.cli.control.FolderWatch;
import io.jenkins.plugins.distcompile.dispatch.AgentSource;
import io.jenkins.plugins.distcompile.link.PoolKey;
import io.jenkins.plugins.distcompile.ranking.BuildRankings;
import io.jenkins.plugins.distcompile.ranking.RankMemory;
import io.jenkins.plugins.distcompile.report.EventLog;
import io.jenkins.plugins.distcompile.report.EventLogWriter;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** One build told by a control folder: agents come by the door, everything else goes through files. */
final class ControlledBuild {
    private static final long OTHER_SECONDS = 60;

    private final ControlFolder folder;

    ControlledBuild(ControlFolder folder) {
        this.folder = folder;
    }

    /**
     * @return the exit status
     * @throws UserError when nothing was begun: the folder is then as it was
     */
    int run() throws InterruptedException {
        ControlOptions options = ControlOptions.read(folder);
        RankMemory ranks = RankingOptions.memory();
        BuildRankings rankings = options.rankings(ranks);
        try (HistoryCopy history = HistoryCopy.of(folder.history());
                AgentPatience patience = new AgentPatience(
                        options.fallback(),
                        options.patience(),
                        options.patienceWithComing(),
                        options.waitForAgents())) {
            ControlResult result = new ControlResult();
            LateLog log = new LateLog();
            BuildCore build =
                    new BuildCore(options.request(history.file()), rankings, List.of(), List.of(log, result, patience));
            patience.tell(text -> build.notice("warning", text), build::abort);
            IntConsumer coming = agents -> {
                patience.coming(agents);
                build.coming(agents, options.patienceWithComing());
            };
            return claimed(options, build, coming, result, log);
        } finally {
            if (options.ranks()) {
                RankingOptions.save(ranks);
            }
        }
    }

    private int claimed(ControlOptions options, BuildCore build, IntConsumer coming, ControlResult result, LateLog log)
            throws InterruptedException {
        PoolKey key = PoolKey.generate();
        AttachedAgents agents = new AttachedAgents(new Joining(build), key, options.clientName());
        try (AttachDoor door = AttachDoor.open(key, agents, ControlledBuild::complain)) {
            try {
                // Fails when the file is there: of two dispatchers one wins.
                key.write(folder.key());
            } catch (FileAlreadyExistsException e) {
                return awaitOther();
            }
            try (ShutdownGuard guard = new ShutdownGuard(build::abort)) {
                return begun(door, build, agents, coming, result, log);
            }
        } catch (IOException e) {
            throw new UserError(ExitStatus.POOL, "cannot use " + folder.path() + ": " + Reason.of(e));
        }
    }

    private int begun(
            AttachDoor door,
            BuildCore build,
            AttachedAgents agents,
            IntConsumer coming,
            ControlResult result,
            LateLog log)
            throws IOException, InterruptedException {
        boolean ready = false;
        try (EventLogWriter events = EventLog.writer(folder.events(), ControlledBuild::complain);
                FolderWatch watch = FolderWatch.start(folder, build::abort, coming)) {
            log.begin(events);
            folder.write(folder.dispatcher(), greeting(door.port()));
            ready = true;
            return finished(build, agents, result);
        } finally {
            if (!ready) {
                Files.deleteIfExists(folder.key());
            }
        }
    }

    private int finished(BuildCore build, AttachedAgents agents, ControlResult result) throws InterruptedException {
        int status = ExitStatus.INTERNAL;
        try {
            status = build.run() ? ExitStatus.OK : ExitStatus.BUILD_FAILED;
            return status;
        } finally {
            agents.close("the build has ended");
            try {
                folder.write(folder.result(), result.toJson(status, build));
            } catch (IOException e) {
                complain("cannot write " + folder.result() + ": " + Reason.of(e));
            }
        }
    }

    private static byte[] greeting(int port) throws IOException {
        Map<String, Object> greeting = new LinkedHashMap<>();
        greeting.put("pid", ProcessHandle.current().pid());
        greeting.put("port", port);
        greeting.put("startedAt", System.currentTimeMillis());
        greeting.put("version", Version.number());
        return JsonMapper.builder().build().writeValueAsBytes(greeting);
    }

    /** Another dispatcher has claimed the folder: its start is as good as this one's. */
    private int awaitOther() throws IOException, InterruptedException {
        try (WatchService watcher = folder.path().getFileSystem().newWatchService()) {
            folder.path().register(watcher, StandardWatchEventKinds.ENTRY_CREATE);
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(OTHER_SECONDS);
            while (!folder.started()) {
                WatchKey key = watcher.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (key == null) {
                    throw new IOException("another dispatcher began here and did not get ready; use a new folder");
                }
                key.pollEvents();
                key.reset();
            }
            return ExitStatus.OK;
        }
    }

    private static void complain(String line) {
        System.err.println("distcompile: " + line);
    }

    /** What attached agents may do to the build. */
    private record Joining(BuildCore build) implements AttachedAgents.Build {
        @Override
        public void join(AgentSource agent) {
            build.join(agent);
        }

        @Override
        public void notice(String level, String text) {
            build.notice(level, text);
        }
    }
}
