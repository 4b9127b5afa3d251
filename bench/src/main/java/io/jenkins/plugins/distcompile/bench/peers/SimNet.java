package io.jenkins.plugins.distcompile.bench.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Hosts on one bridge, the client at its first address. To be run in a network and mount namespace of its own
 * ({@code bench/peers/run} makes it), so that nothing of it is left and nothing of it can leave.
 */
final class SimNet implements AutoCloseable {
    static final String CLIENT_ADDRESS = "10.77.0.1";

    private final List<SimHost> hosts = new ArrayList<>();

    private SimNet() {}

    static SimNet open(Path folder, int count, Path simcc, String traceTo) throws IOException, InterruptedException {
        SimNet net = new SimNet();
        Commands.run("ip", "link", "set", "lo", "up");
        Commands.run("ip", "link", "add", "peers", "type", "bridge");
        Commands.run("ip", "link", "set", "peers", "up");
        Commands.run("ip", "addr", "add", CLIENT_ADDRESS + "/24", "dev", "peers");
        for (int i = 0; i < count; i++) {
            String name = "h" + i;
            String address = "10.77.0." + (10 + i);
            Commands.run("ip", "netns", "add", name);
            Commands.run("ip", "link", "add", "peer-" + name, "type", "veth", "peer", "name", "eth0", "netns", name);
            Commands.run("ip", "link", "set", "peer-" + name, "master", "peers", "up");
            Commands.run("ip", "-n", name, "link", "set", "lo", "up");
            Commands.run("ip", "-n", name, "addr", "add", address + "/24", "dev", "eth0");
            Commands.run("ip", "-n", name, "link", "set", "eth0", "up");
            net.hosts.add(SimHost.in(folder.resolve(name), name, address, simcc, traceTo));
        }
        return net;
    }

    List<SimHost> hosts() {
        return List.copyOf(hosts);
    }

    /** All cables in, all hosts empty and of the given factors. */
    void reset(List<String> factors) throws IOException, InterruptedException {
        for (int i = 0; i < hosts.size(); i++) {
            SimHost host = hosts.get(i);
            host.signal("CONT");
            host.signal("KILL");
            host.factor(factors.get(i));
            Commands.run("ip", "link", "set", "peer-" + host.name(), "up");
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (SimHost host : hosts) {
            host.signal("CONT");
            host.signal("KILL");
            Commands.run("ip", "netns", "delete", host.name());
        }
        Commands.run("ip", "link", "delete", "peers");
    }
}
