package io.jenkins.plugins.distcompile.dispatch;

import io.jenkins.plugins.distcompile.criteria.LinkRate;
import java.util.HashMap;
import java.util.Map;

/**
 * Turns agents away whose links have shown to be slower than the build wants. What an agent says of its network counts
 * for nothing here: only transfers do, a probe's and those of units. The loop's thread only.
 */
final class RateGate {
    /** Less says more about the processors than about the link. */
    static final long LEAST_BYTES = 256 << 10;

    private final long leastBitsPerSecond;
    private final Map<String, String> reasons = new HashMap<>();

    /** @param leastBitsPerSecond 0 = any rate will do */
    RateGate(long leastBitsPerSecond) {
        this.leastBitsPerSecond = leastBitsPerSecond;
    }

    /**
     * Looks at an agent again.
     *
     * @param movedBytes to and from it so far
     * @param bitsPerSecond measured; 0 = not yet
     * @return why it is turned away now; null when it may stay, or has been turned away before
     */
    String judge(String agent, long movedBytes, long bitsPerSecond) {
        boolean slow = bitsPerSecond > 0 && bitsPerSecond < leastBitsPerSecond && movedBytes >= LEAST_BYTES;
        return slow ? turnAway(agent, bitsPerSecond) : null;
    }

    /** As {@link #judge}, by a probe that was made for this. An agent that did not let itself be measured is turned away. */
    String judgeProbe(String agent, long bitsPerSecond) {
        return bitsPerSecond < leastBitsPerSecond ? turnAway(agent, bitsPerSecond) : null;
    }

    private String turnAway(String agent, long bitsPerSecond) {
        if (reasons.containsKey(agent)) {
            return null;
        }
        String measured =
                bitsPerSecond == 0 ? "could not be measured" : "was measured at " + LinkRate.show(bitsPerSecond);
        String reason = "its link " + measured + ", less than the " + LinkRate.show(leastBitsPerSecond) + " asked for";
        reasons.put(agent, reason);
        return reason;
    }

    /** Why the agent was turned away; null = it was not. */
    String closed(String agent) {
        return reasons.get(agent);
    }
}
