package io.jenkins.plugins.distcompile.criteria;

import java.util.List;
import java.util.Map;

/**
 * What a helper says of its machine in a bid. Everything in it came from the other side of a link: data to be
 * bounded and escaped, never believed where it can be measured.
 *
 * @param name the agent's name, unique in a pool
 * @param machine identifies the host, so that copies of a unit go to different machines
 * @param os {@code linux}, {@code macos}, {@code windows} or another lower-case name
 * @param arch {@code x86_64}, {@code aarch64}, …
 * @param cpu processor
 * @param memory installed and free memory, bytes
 * @param disk the work folder's disk
 * @param network link speed as the host states it
 * @param load what the machine does beside our units
 * @param slots units the helper runs at once, at most
 * @param slotsFree slots that are neither reserved nor running
 * @param running units running now, for all clients
 * @param benchmark benchmark score in units of the reference machine's speed (1.0); 0 = not measured
 * @param compilers what it can compile with
 * @param metadata further facts, from the administrator and from ranking utilities
 */
public record AgentProfile(
        String name,
        String machine,
        String os,
        String arch,
        Cpu cpu,
        Memory memory,
        Disk disk,
        Network network,
        Load load,
        int slots,
        int slotsFree,
        int running,
        double benchmark,
        List<CompilerFacts> compilers,
        Map<String, String> metadata) {

    public AgentProfile {
        compilers = List.copyOf(compilers);
        metadata = Map.copyOf(metadata);
    }

    /** The same with other metadata. */
    public AgentProfile withMetadata(Map<String, String> other) {
        return new AgentProfile(
                name, machine, os, arch, cpu, memory, disk, network, load, slots, slotsFree, running, benchmark,
                compilers, other);
    }

    /**
     * @param model vendor's model name
     * @param cores logical processors
     * @param physicalCores physical cores
     * @param mhz highest clock rate the host states, MHz; 0 = unknown
     */
    public record Cpu(String model, int cores, int physicalCores, int mhz) {}

    /** Bytes installed, and bytes that can be used without swapping. */
    public record Memory(long totalBytes, long freeBytes) {}

    /** Bytes of the work folder's file system. */
    public record Disk(long totalBytes, long freeBytes) {}

    /** Bits per second of the fastest interface that is up; 0 = unknown. */
    public record Network(long bitsPerSecond) {}

    /**
     * @param cpu share of all processors used by others than our units and by unniced work, 0 … 1
     * @param average1m the system's load average over a minute; -1 = unknown
     * @param userIdleSeconds since the last sign of a person at the machine; -1 = unknown, no person seen
     */
    public record Load(double cpu, double average1m, long userIdleSeconds) {}
}
