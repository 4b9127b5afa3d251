package io.jenkins.plugins.distcompile.jenkins.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Logs of small builds, as a dispatcher writes them. */
final class Logs {
    private Logs() {}

    /** {@code units} units, by turns on alpha (twice as fast as the reference) and beta (as fast); one repost. */
    static void write(Path file, int units, boolean success) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("{\"event\":\"started\",\"at\":0,\"buildId\":\"b\",\"startedAt\":\"2026-11-23T10:00:00Z\",\"units\":"
                + units + ",\"client\":\"node\",\"options\":[]}");
        for (int i = 0; i < units; i++) {
            lines.add("{\"event\":\"unit\",\"at\":0,\"unit\":\"u" + i
                    + ".c\",\"kind\":\"compile\",\"predictedSeconds\":2}");
        }
        for (String agent : List.of("alpha", "beta")) {
            lines.add("{\"event\":\"verdict\",\"at\":1,\"agent\":\"" + agent
                    + "\",\"verdict\":\"bid\",\"slots\":2,\"profile\":" + profile(agent) + "}");
            lines.add("{\"event\":\"rate\",\"at\":1,\"agent\":\"" + agent
                    + "\",\"perHour\":7.2,\"currency\":\"EUR\",\"why\":\"given\"}");
        }
        lines.add("{\"event\":\"verdict\",\"at\":1,\"agent\":\"gamma\",\"verdict\":\"declined\",\"slots\":0,"
                + "\"reason\":\"load.cpu 0.9 > 0.7\"}");
        double at = 10;
        for (int i = 0; i < units; i++) {
            String agent = i % 2 == 0 ? "alpha" : "beta";
            long run = i % 2 == 0 ? 1000 : 2000;
            String copy = "\"unit\":\"u" + i + ".c\",\"copy\":1,\"agent\":\"" + agent + "\"";
            lines.add("{\"event\":\"assigned\",\"at\":" + at + "," + copy
                    + ",\"predictedSeconds\":1,\"why\":\"=first\"}");
            lines.add("{\"event\":\"running\",\"at\":" + (at + 1) + "," + copy + "}");
            lines.add("{\"event\":\"ended\",\"at\":" + (at + 1 + run) + "," + copy
                    + ",\"ending\":\"succeeded\",\"usage\":{\"queuedMillis\":0,\"runMillis\":" + run
                    + ",\"userMillis\":1,\"systemMillis\":1,\"peakMemoryBytes\":1},\"bytes\":10}");
            boolean good = success || i < units - 1;
            lines.add("{\"event\":\"done\",\"at\":" + (at + 2 + run) + ",\"unit\":\"u" + i + ".c\",\"success\":" + good
                    + ",\"agent\":\"" + agent + "\",\"diagnostics\":\"\\u001b[1mbad\\u001b[0m\\u0001\"}");
            at += 50;
        }
        lines.add("{\"event\":\"finished\",\"at\":" + (at + 3000) + ",\"success\":" + success
                + ",\"clientCpuSeconds\":1}");
        Files.createDirectories(file.getParent());
        Files.writeString(file, String.join("\n", lines) + "\n");
    }

    private static String profile(String name) {
        return "{\"name\":\"" + name + "\",\"machine\":\"m-" + name + "\",\"os\":\"linux\",\"arch\":\"x86_64\","
                + "\"cpu\":{\"model\":\"Some CPU\",\"cores\":8,\"physicalCores\":4,\"mhz\":3000},"
                + "\"memory\":{\"totalBytes\":17179869184,\"freeBytes\":8589934592},"
                + "\"disk\":{\"totalBytes\":1,\"freeBytes\":1},\"network\":{\"bitsPerSecond\":1000000000},"
                + "\"load\":{\"cpu\":0.25,\"average1m\":1,\"userIdleSeconds\":-1},\"slots\":2,\"slotsFree\":2,\"running\":0,"
                + "\"benchmark\":1.5,\"compilers\":[{\"kind\":\"gcc\",\"version\":\"12.2.0\",\"target\":\"x86_64-linux-gnu\","
                + "\"digest\":\"00\"}],\"metadata\":{\"rack\":\"b2\"}}";
    }
}
