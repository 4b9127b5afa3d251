package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.multicast.MulticastGroup;
import java.net.InetSocketAddress;
import java.util.List;
import picocli.CommandLine.Option;

/** Groups to which a build is announced, and where it is to be called. */
final class MulticastOptions {
    @Option(
            names = "--multicast",
            paramLabel = "GROUP:PORT",
            description = {
                "Announce to this multicast group; helpers that joined it ('serve --join') call back.",
                "Such as 239.255.77.1:7701 or [ff15::7701]:7701; may be repeated; needs --key-file."
            })
    private List<String> groups = List.of();

    @Option(
            names = "--multicast-interface",
            paramLabel = "NAME",
            description = "Network interface to announce by; may be repeated. Default: every one that is up.")
    private List<String> interfaces = List.of();

    @Option(
            names = "--multicast-hops",
            paramLabel = "N",
            description = "Networks that an announcement may cross: 1 stays in this one. Default: ${DEFAULT-VALUE}")
    private int hops = 1;

    @Option(
            names = "--multicast-listen",
            paramLabel = "ADDRESS:PORT",
            description = "Where helpers call back, for firewalls. Default: every address, any free port.")
    private String listen;

    /** @throws UserError for options that mean nothing without a group */
    boolean wanted() {
        String alone = !interfaces.isEmpty()
                ? "--multicast-interface"
                : listen != null ? "--multicast-listen" : hops != 1 ? "--multicast-hops" : null;
        if (groups.isEmpty() && alone != null) {
            throw UserError.usage(alone + " goes with --multicast GROUP:PORT");
        }
        return !groups.isEmpty();
    }

    /** As the report shows it; empty = none. */
    String shown() {
        return groups.isEmpty() ? "" : "multicast " + String.join(",", groups);
    }

    List<MulticastGroup> groups() {
        return groups("--multicast", groups, interfaces);
    }

    int hops() {
        if (hops < 0 || hops > 255) {
            throw UserError.usage("--multicast-hops " + hops + ": from 0 to 255");
        }
        return hops;
    }

    InetSocketAddress listen() {
        return listen == null ? new InetSocketAddress(0) : ListenAddress.parse("--multicast-listen", listen);
    }

    static List<MulticastGroup> groups(String option, List<String> texts, List<String> interfaces) {
        try {
            return texts.stream()
                    .map(text -> MulticastGroup.parse(text, interfaces))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw UserError.usage(option + " " + e.getMessage());
        }
    }
}
