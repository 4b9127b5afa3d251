package io.jenkins.plugins.distcompile.agent;

import io.jenkins.plugins.distcompile.criteria.AgentProfile;

/**
 * What does not change while the helper runs.
 *
 * @param memoryBytes installed memory
 */
record Specs(
        String machine, String os, String arch, AgentProfile.Cpu cpu, long memoryBytes, AgentProfile.Network network) {}
