package io.jenkins.plugins.distcompile.report;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/**
 * What ran where and when: one lane per slot of each agent, and the client's own lanes for preprocessing and local runs.
 * Spans of a lane do not overlap and are in order of time.
 */
public record Timeline(List<Lane> lanes) {

    public Timeline {
        lanes = List.copyOf(lanes);
    }

    /**
     * One slot.
     *
     * @param group the agent's name; {@code here: preprocessing} or {@code here: compiling} for the client
     * @param local one of the client's lanes
     * @param slot counted from 1 within the group
     */
    public record Lane(String group, boolean local, int slot, List<Span> spans) {
        public Lane {
            spans = List.copyOf(spans);
        }
    }

    /**
     * A piece of time in a lane.
     *
     * @param unit index in {@link BuildReport#units()}
     * @param from milliseconds since the build started
     * @param to likewise; at least {@code from}
     * @param copy the copy's number; 0 = local
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"unit", "kind", "from", "to", "copy"})
    public record Span(int unit, Kind kind, double from, double to, int copy) {}

    /** What a span shows. */
    public enum Kind {
        /** Input or result on its way. */
        TRANSFER,
        /** Arrived on the agent, waiting for its slot. */
        WAITING,
        /** Compiling; the result was accepted, or is still to come. */
        COMPILE,
        /** A copy whose result was not needed. */
        CANCELLED,
        /** The agent lost it. */
        LOST,
        /** The compiler said no, or the agent refused it. */
        FAILED,
        /** Preprocessing, here. */
        PREPARE,
        /** Running here. */
        LOCAL;

        /** Lower case, as in pages and JSON. */
        @JsonValue
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether the span occupies its lane with work of the unit, rather than moving or waiting. */
        boolean work() {
            return this != TRANSFER && this != WAITING;
        }
    }

    /**
     * One step of the critical path.
     *
     * @param lane index in the timeline
     * @param span index in that lane's spans
     * @param link why this step could not start earlier: {@code start}, {@code slot} (the lane was taken),
     *     {@code needs} (a predecessor's output) or {@code prepared} (its own preprocessing)
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"lane", "span", "link"})
    public record Step(int lane, int span, String link) {}
}
