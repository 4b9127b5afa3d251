package io.jenkins.plugins.distcompile.farm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.rules.ExternalResource;

/**
 * Two subnets and a router between them, each host a network namespace of this machine, with real unicast and multicast
 * forwarding by the kernel. Needs root, as the other tests that mount or signal do, and fails without.
 *
 * <pre>
 * client 10.77.1.2 ── 10.77.1.1 router 10.77.2.1 ── bridge ── alpha 10.77.2.2, beta 10.77.2.3, mallory 10.77.2.4
 *        fd77:1::2    fd77:1::1        fd77:2::1              fd77:2::2       fd77:2::3       fd77:2::4
 * </pre>
 */
final class NetLab extends ExternalResource {
    static final String GROUP4 = "239.255.77.1";
    static final String GROUP6 = "ff15::7701";
    static final List<String> HOSTS = List.of("alpha", "beta", "mallory");

    private static final String PREFIX = "dc" + ProcessHandle.current().pid() + "-";

    private final List<String> namespaces = new ArrayList<>();
    private Path folder;
    private Process multicastRouter;

    static String namespace(String host) {
        return PREFIX + host;
    }

    static List<String> in(String host) {
        return List.of("ip", "netns", "exec", namespace(host));
    }

    @Override
    protected void before() throws Throwable {
        try {
            build();
        } catch (Exception e) {
            after(); // is not called for us
            throw e;
        }
    }

    private void build() throws Exception {
        folder = Files.createTempDirectory("netlab");
        for (String host : List.of("client", "router", "alpha", "beta", "mallory")) {
            run("ip", "netns", "add", namespace(host));
            namespaces.add(host);
            ip(host, "link set lo up");
            // Addresses are of use at once, without the wait for others who might have them.
            sysctl(host, "net.ipv6.conf.default.accept_dad=0");
        }
        sysctl("router", "net.ipv4.ip_forward=1");
        sysctl("router", "net.ipv6.conf.all.forwarding=1");
        run(
                "ip",
                "link",
                "add",
                "eth0",
                "netns",
                namespace("client"),
                "type",
                "veth",
                "peer",
                "name",
                "left",
                "netns",
                namespace("router"));
        configure("client", "eth0", 1, 2);
        configure("router", "left", 1, 1);
        ip("router", "link add right type bridge mcast_snooping 0");
        configure("router", "right", 2, 1);
        for (int i = 0; i < HOSTS.size(); i++) {
            String port = "port" + i;
            run(
                    "ip",
                    "link",
                    "add",
                    "eth0",
                    "netns",
                    namespace(HOSTS.get(i)),
                    "type",
                    "veth",
                    "peer",
                    "name",
                    port,
                    "netns",
                    namespace("router"));
            ip("router", "link set " + port + " master right up");
            configure(HOSTS.get(i), "eth0", 2, 2 + i);
        }
        for (String host : List.of("client", "alpha", "beta", "mallory")) {
            int subnet = host.equals("client") ? 1 : 2;
            ip(host, "route add default via 10.77." + subnet + ".1");
            ip(host, "-6 route add default via fd77:" + subnet + "::1");
        }
        routeMulticast();
    }

    private void configure(String host, String device, int subnet, int number) throws Exception {
        ip(host, "link set " + device + " up");
        ip(host, "addr add 10.77." + subnet + "." + number + "/24 dev " + device);
        ip(host, "addr add fd77:" + subnet + "::" + number + "/64 dev " + device + " nodad");
    }

    /** The kernel forwards multicast only while a routing daemon says so: a static one, of a few lines of C. */
    private void routeMulticast() throws Exception {
        Path source = folder.resolve("mroute.c");
        try (InputStream in = NetLab.class.getResourceAsStream("/mroute.c")) {
            Files.copy(in, source);
        }
        Path program = folder.resolve("mroute");
        run("gcc", "-Wall", "-Werror", "-o", program.toString(), source.toString());
        List<String> command = new ArrayList<>(in("router"));
        command.addAll(List.of(program.toString(), "left", "right", "10.77.1.2", GROUP4, "fd77:1::2", GROUP6));
        Path said = folder.resolve("mroute.log");
        multicastRouter = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        Awaitility.await("multicast routes").until(() -> {
            String text = Files.readString(said);
            if (!multicastRouter.isAlive()) {
                throw new IOException("no multicast routing here: " + text);
            }
            return text.contains("routing");
        });
    }

    @Override
    protected void after() {
        try {
            if (multicastRouter != null) {
                multicastRouter.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            }
            for (String host : namespaces) {
                run("ip", "netns", "delete", namespace(host));
            }
            namespaces.clear();
            if (folder != null) {
                for (String name : List.of("mroute", "mroute.c", "mroute.log")) {
                    Files.deleteIfExists(folder.resolve(name));
                }
                Files.deleteIfExists(folder);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    void ip(String host, String words) throws Exception {
        List<String> command = new ArrayList<>(List.of("ip", "-n", namespace(host)));
        command.addAll(List.of(words.split(" ")));
        run(command.toArray(String[]::new));
    }

    void tc(String host, String words) throws Exception {
        List<String> command = new ArrayList<>(in(host));
        command.add("tc");
        command.addAll(List.of(words.split(" ")));
        run(command.toArray(String[]::new));
    }

    private static void sysctl(String host, String setting) throws Exception {
        String[] pair = setting.split("=");
        List<String> command = new ArrayList<>(in(host));
        // Not sysctl(8), which not every system has.
        command.addAll(List.of("sh", "-c", "echo " + pair[1] + " > /proc/sys/" + pair[0].replace('.', '/')));
        run(command.toArray(String[]::new));
    }

    static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said.strip()
                    + "; this test makes network namespaces and needs root");
        }
    }
}
