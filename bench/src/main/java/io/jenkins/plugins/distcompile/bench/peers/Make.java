package io.jenkins.plugins.distcompile.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The build as people run the peers: make in file order, as many jobs as there are slots. */
final class Make {
    private Make() {}

    static Process start(
            SimHost client, Work work, String launcher, int jobs, Path out, Map<String, String> environment)
            throws IOException {
        Files.createDirectories(out);
        Path makefile = client.folder().resolve("Makefile");
        work.writeMakefile(makefile, launcher, out);
        Map<String, String> all = new HashMap<>(environment);
        all.put("PATH", client.path());
        all.put("LC_ALL", "C");
        all.put("TMPDIR", client.folder().toString());
        return Commands.start(
                List.of("make", "-s", "-j" + jobs, "-f", makefile.toString()),
                all,
                client.folder(),
                client.folder().resolve("make.log"));
    }
}
