package io.jenkins.plugins.distcompile.criteria;

import java.util.List;
import java.util.Map;

/** Machines for tests. */
final class Profiles {
    private Profiles() {}

    /** Four cores at 2.4 GHz, 8 GiB of 16 free, a little busy, two compilers. */
    static AgentProfile linux() {
        return profile(
                new AgentProfile.Cpu("Xeon E5", 4, 2, 2400),
                new AgentProfile.Network(1_000_000_000),
                new AgentProfile.Load(0.25, 1.5, 600));
    }

    /** The same, but nothing that may be unknown is known. */
    static AgentProfile silent() {
        return profile(
                new AgentProfile.Cpu("", 4, 2, 0), new AgentProfile.Network(0), new AgentProfile.Load(0.92, -1, -1));
    }

    private static AgentProfile profile(AgentProfile.Cpu cpu, AgentProfile.Network network, AgentProfile.Load load) {
        return new AgentProfile(
                "alpha",
                "host-1",
                "linux",
                "x86_64",
                cpu,
                new AgentProfile.Memory(16L << 30, 8L << 30),
                new AgentProfile.Disk(100L << 30, 3L << 29),
                network,
                load,
                4,
                3,
                1,
                0,
                List.of(
                        new CompilerFacts("gcc", "12.2.0", "x86_64-linux-gnu", "aa"),
                        new CompilerFacts("clang++", "14.0.6", "x86_64-linux-gnu", "bb")),
                Map.of("gpu_mem", "8GiB", "rack", "b\n7", "ssd", "true"));
    }
}
