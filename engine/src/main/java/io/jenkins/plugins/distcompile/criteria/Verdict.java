package io.jenkins.plugins.distcompile.criteria;

/**
 * The answer of criteria to a profile.
 *
 * @param passed whether the agent may bid
 * @param reason one line naming the fact, its value and what was wanted; empty when {@code passed}
 */
public record Verdict(boolean passed, String reason) {
    static final Verdict PASSED = new Verdict(true, "");
}
