package io.jenkins.plugins.distcompile.agent;

import io.jenkins.plugins.distcompile.criteria.AgentProfile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.hardware.NetworkIF;

/**
 * Asks OSHI once for the machine's fixed facts. Takes up to a second the first time: called off the event loop, once a
 * JVM, by {@link Probes}.
 */
final class SpecProbe {

    private static final Map<String, String> ARCHES =
            Map.of("amd64", "x86_64", "x64", "x86_64", "arm64", "aarch64", "i386", "x86", "i686", "x86");

    private SpecProbe() {}

    static Specs probe(SystemInfo info) {
        HardwareAbstractionLayer hardware = info.getHardware();
        CentralProcessor processor = hardware.getProcessor();
        long hertz = LongStream.concat(
                        LongStream.of(
                                processor.getMaxFreq(),
                                processor.getProcessorIdentifier().getVendorFreq()),
                        // Virtual machines often state nothing but the present rate.
                        LongStream.of(processor.getCurrentFreq()))
                .max()
                .orElse(0);
        List<NetworkIF> interfaces = hardware.getNetworkIFs();
        long bitsPerSecond = interfaces.stream()
                .filter(network -> network.getIfOperStatus() == NetworkIF.IfOperStatus.UP)
                .mapToLong(NetworkIF::getSpeed)
                // Linux reports -1, which OSHI hands on as a huge number, for interfaces without a speed.
                .filter(speed -> speed > 0 && speed < 10_000_000_000_000L)
                .max()
                .orElse(0);
        return new Specs(
                machine(interfaces),
                os(System.getProperty("os.name", "")),
                arch(System.getProperty("os.arch", "")),
                new AgentProfile.Cpu(
                        processor.getProcessorIdentifier().getName().strip(),
                        processor.getLogicalProcessorCount(),
                        processor.getPhysicalProcessorCount(),
                        (int) Math.max(0, hertz / 1_000_000)),
                hardware.getMemory().getTotal(),
                new AgentProfile.Network(bitsPerSecond));
    }

    static String os(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("mac")) {
            return "macos";
        }
        return lower.startsWith("windows") ? "windows" : lower.replace(' ', '-');
    }

    static String arch(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return ARCHES.getOrDefault(lower, lower);
    }

    /** A digest, because machine-id(5) asks not to hand out the id itself. */
    private static String machine(List<NetworkIF> interfaces) {
        String id = machineId();
        if (id.isBlank()) {
            id = interfaces.stream()
                    .map(NetworkIF::getMacaddr)
                    .sorted()
                    .toList()
                    .toString();
        }
        id += hostName(); // images are often cloned with their machine-id
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(("distributed-compile:" + id).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String machineId() {
        try {
            return Files.readString(Path.of("/etc/machine-id")).strip();
        } catch (IOException e) {
            return ""; // not a systemd machine: the network addresses tell it apart
        }
    }

    /** The kernel's word first: the name need not be one that resolves. */
    private static String hostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return resolvedHostName(); // not Linux
        }
    }

    private static String resolvedHostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }
}
