package io.jenkins.plugins.distcompile.jenkins.step;

import java.util.Map;

/**
 * How a compile ended.
 *
 * @param reason one line for people, why it failed; empty after success
 * @param result figures, see {@link ResultMap}
 */
public record Outcome(boolean success, String reason, Map<String, Object> result) {}
