package io.jenkins.plugins.distcompile.jenkins.page;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hudson.Launcher;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.TaskListener;
import io.jenkins.plugins.distcompile.criteria.AgentProfile;
import io.jenkins.plugins.distcompile.jenkins.pool.HelperProgram;
import io.jenkins.plugins.distcompile.jenkins.pool.TimeLimit;
import io.jenkins.plugins.distcompile.report.Spell;
import io.jenkins.plugins.distcompile.report.live.Profiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Has agents run the helper's benchmark unit, one at a time each, on core's threads for remote work. The helper keeps
 * the score where those that compile look for it; here it goes to the pool's records.
 */
final class Benchmarks {
    private static final long MOST_MILLIS = 240_000;
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_STATES = 1000;
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final String RUNNING = "running";

    /** What became of the last one, by agent: {@link #RUNNING}, why it failed, or empty. */
    private static final Map<String, String> STATES = new ConcurrentHashMap<>();

    private Benchmarks() {}

    /** {@code running}, why the last one failed, or empty. */
    static String state(String agent) {
        return STATES.getOrDefault(agent, "");
    }

    /** Starts one unless one is under way; returns at once. The caller may do so. */
    static void start(String agent, Computer computer) {
        if (computer == null || STATES.size() > MOST_STATES || RUNNING.equals(STATES.put(agent, RUNNING))) {
            return;
        }
        Computer.threadPoolForRemoting.submit(() -> {
            String end = RUNNING;
            try {
                end = run(agent, computer);
            } finally {
                STATES.put(agent, end.equals(RUNNING) ? "interrupted" : end);
            }
        });
    }

    private static String run(String agent, Computer computer) {
        TimeLimit limit = TimeLimit.ofMillis(MOST_MILLIS);
        try (limit) {
            AgentProfile profile = measure(computer);
            PoolLink.store().change(agent, record -> record.measured(profile, System.currentTimeMillis()));
            return "";
        } catch (IOException | RuntimeException e) {
            return Spell.plain(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            return limit.struck() ? "no answer within " + MOST_MILLIS / 60_000 + " minutes" : "interrupted";
        }
    }

    private static AgentProfile measure(Computer computer) throws IOException, InterruptedException {
        Node node = computer.getNode();
        if (node == null) {
            throw new IOException("the node is gone");
        }
        HelperProgram program = HelperProgram.on(computer);
        Launcher launcher = node.createLauncher(TaskListener.NULL);
        Bounded out = new Bounded();
        Bounded complaints = new Bounded();
        int status = launcher.launch()
                .cmds(program.command("benchmark", "--json", "--name", "benchmark"))
                .quiet(true)
                .stdout(out)
                .stderr(complaints)
                .join();
        if (status != 0) {
            String why = complaints.text().strip();
            throw new IOException(
                    why.isEmpty() ? "exit status " + status : why.substring(0, Math.min(500, why.length())));
        }
        AgentProfile profile = Profiles.checked(JSON.readValue(out.text(), AgentProfile.class));
        if (profile == null) {
            throw new IOException("the answer is no profile of a machine");
        }
        return profile;
    }

    /** Keeps the beginning. */
    private static final class Bounded extends OutputStream {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        @Override
        public synchronized void write(int b) {
            if (kept.size() < MOST_BYTES) {
                kept.write(b);
            }
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            kept.write(bytes, from, Math.max(0, Math.min(length, MOST_BYTES - kept.size())));
        }

        synchronized String text() {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }
}
