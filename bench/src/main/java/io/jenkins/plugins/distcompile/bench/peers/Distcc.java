package io.jenkins.plugins.distcompile.bench.peers;

import io.jenkins.plugins.distcompile.bench.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Debian's distcc, driven by make with a job for every slot. */
final class Distcc implements Peer {
    private static final int PORT = 3700;

    private final SimHost client;
    private final List<String> places = new ArrayList<>();
    private int jobs;

    Distcc(SimHost client) {
        this.client = client;
    }

    @Override
    public String name() {
        return "distcc";
    }

    @Override
    public void start(List<SimHost> hosts, int slots) throws Exception {
        places.clear();
        jobs = slots * hosts.size();
        List<Process> daemons = new ArrayList<>();
        for (SimHost host : hosts) {
            daemons.add(host.start(
                    List.of(
                            "distccd",
                            "--no-detach",
                            "--daemon",
                            "--listen",
                            host.address(),
                            "-p",
                            Integer.toString(PORT),
                            "--allow",
                            "10.77.0.0/24",
                            "--jobs",
                            Integer.toString(slots),
                            "--log-level",
                            "notice",
                            "--log-stderr"),
                    Map.of(
                            "DISTCCD_PATH", host.path(),
                            "PATH", host.path(),
                            "TMPDIR", host.folder().toString())));
            places.add(host.address() + ":" + PORT + "/" + slots);
        }
        for (int i = 0; i < hosts.size(); i++) {
            Ports.awaitOpen(hosts.get(i).address(), PORT, daemons.get(i));
        }
    }

    @Override
    public Process build(Work work, Path out) throws Exception {
        // distcc compiles everything here when this folder is not there
        Path state = Files.createDirectories(client.folder().resolve("distcc"));
        return Make.start(
                client,
                work,
                "distcc",
                jobs,
                out,
                Map.of(
                        "DISTCC_HOSTS", String.join(" ", places),
                        "DISTCC_DIR", state.toString(),
                        "DISTCC_LOG", client.folder().resolve("distcc.log").toString()));
    }
}
