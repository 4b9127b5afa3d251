package io.jenkins.plugins.distcompile.agent.activity;

/** Something that the monitor cannot see on this machine: {@code reason} says why, and what would help. */
public record Blind(Sign sign, String reason) {}
