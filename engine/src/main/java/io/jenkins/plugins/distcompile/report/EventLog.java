package io.jenkins.plugins.distcompile.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The record of a build: {@code events.jsonl}, one {@link BuildEvent} a line, UTF-8. Written by the dispatcher while the
 * build runs, read by the report, the simulator and the history. Fields and options a reader does not know are skipped,
 * so that an older reader takes a newer file.
 */
public final class EventLog {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    static final ObjectWriter WRITER = JSON.writerFor(BuildEvent.class);
    private static final ObjectReader READER = JSON.readerFor(BuildEvent.class);

    private EventLog() {}

    /**
     * Opens (and empties) a log file. See {@link EventLogWriter} for flushing, errors and threads.
     *
     * @throws IOException if the file cannot be opened for writing
     */
    public static EventLogWriter writer(Path file) throws IOException {
        return writer(file, message -> System.err.println("distcompile: " + message));
    }

    /**
     * Opens (and empties) a log file; {@code complain} is told at most once, in one line, that the log is incomplete.
     *
     * @throws IOException if the file cannot be opened for writing
     */
    public static EventLogWriter writer(Path file, Consumer<String> complain) throws IOException {
        return new EventLogWriter(file, complain);
    }

    /**
     * Reads a log. A last line that was cut off (the client was killed while writing it) is dropped.
     *
     * @throws IOException if the file cannot be read, or if a line before the last is no event; the message names file
     *     and line
     */
    public static List<BuildEvent> read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<BuildEvent> events = new ArrayList<>();
            boolean cut = endsInMidLine(file);
            String pending = lines.readLine();
            for (int number = 1; pending != null; number++) {
                String next = lines.readLine();
                BuildEvent event = parse(file, number, pending, cut && next == null);
                if (event != null) {
                    events.add(event);
                }
                pending = next;
            }
            return List.copyOf(events);
        }
    }

    /**
     * One line's event, from its bytes.
     *
     * @return null for a blank line
     * @throws JsonProcessingException if it is no event
     */
    public static BuildEvent parse(byte[] line, int length) throws IOException {
        for (int i = 0; i < length; i++) {
            if (line[i] > ' ' || line[i] < 0) {
                return READER.readValue(line, 0, length);
            }
        }
        return null;
    }

    private static boolean endsInMidLine(Path file) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            channel.position(Math.max(0, channel.size() - 1));
            return channel.read(last) == 1 && last.get(0) != '\n';
        }
    }

    /** The line's event; null for a blank line, and for a damaged one that was cut off. */
    private static BuildEvent parse(Path file, int number, String line, boolean cut) throws IOException {
        if (line.isBlank()) {
            return null;
        }
        try {
            BuildEvent event = READER.readValue(line);
            if (event == null) {
                throw new IOException(file + ":" + number + ": not a build event: null");
            }
            return event;
        } catch (JsonProcessingException e) {
            if (cut) {
                return null;
            }
            throw new IOException(file + ":" + number + ": not a build event: " + e.getOriginalMessage(), e);
        }
    }
}
