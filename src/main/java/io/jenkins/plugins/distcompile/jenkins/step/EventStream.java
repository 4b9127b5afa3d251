package io.jenkins.plugins.distcompile.jenkins.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.distcompile.report.BuildEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes events of {@code events.jsonl} as its bytes arrive, in pieces of any length. What it cannot read it leaves out
 * and counts: a newer dispatcher may say more than this plugin knows. Pure; used by one thread.
 */
final class EventStream {
    /** One unit's diagnostics are the longest thing that is said on one line. */
    private static final int MOST_LINE = 16 << 20;

    private static final ObjectReader READER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build()
            .readerFor(BuildEvent.class);

    private final ByteArrayOutputStream open = new ByteArrayOutputStream();
    private int skipped;

    /**
     * The events that end in these bytes.
     *
     * @throws IOException when a line is longer than any that a dispatcher writes
     */
    List<BuildEvent> accept(byte[] bytes) throws IOException {
        List<BuildEvent> events = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                open.write(bytes, from, i - from);
                from = i + 1;
                read(events);
                open.reset();
            }
        }
        if (open.size() + bytes.length - from > MOST_LINE) {
            throw new IOException("events.jsonl: a line is longer than " + (MOST_LINE >> 20) + " MiB");
        }
        open.write(bytes, from, bytes.length - from);
        return events;
    }

    /** Lines so far that were no event. */
    int skipped() {
        return skipped;
    }

    private void read(List<BuildEvent> events) {
        String line = open.toString(StandardCharsets.UTF_8);
        if (line.isBlank()) {
            return;
        }
        try {
            BuildEvent event = READER.readValue(line);
            if (event != null) {
                events.add(event);
            }
        } catch (JsonProcessingException e) {
            skipped++;
        }
    }
}
