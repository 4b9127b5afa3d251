package io.jenkins.plugins.distcompile.cli.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The one line of JSON in which {@code attach} says, after the key's proof, for whom it stands.
 *
 * @param agent the helper's name, 1 … 200 bytes of printable characters
 * @param direct where it may be reached without the relay, {@code host:port}; at most {@value #MOST_ADDRESSES}
 * @param directOnly whether units may go no other way; the relay is then the sign of life alone
 */
public record Attachment(String agent, List<String> direct, boolean directOnly) {
    static final int MOST_ADDRESSES = 16;
    private static final int LONGEST_LINE = 16 << 10;
    private static final int LONGEST_NAME = 200;
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** @throws IllegalArgumentException naming what is out of bounds */
    public Attachment {
        direct = direct == null ? List.of() : List.copyOf(direct);
        boolean named = agent != null && !agent.isBlank() && agent.chars().noneMatch(Character::isISOControl);
        if (!named || agent.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "an agent's name takes 1 to " + LONGEST_NAME + " bytes of printable characters");
        }
        if (direct.size() > MOST_ADDRESSES) {
            throw new IllegalArgumentException("more than " + MOST_ADDRESSES + " direct addresses");
        }
        direct.forEach(HostPort::parse);
    }

    List<HostPort> places() {
        return direct.stream().map(HostPort::parse).toList();
    }

    byte[] line() {
        try {
            return (JSON.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a line byte by byte: what follows it belongs to somebody else. */
    static Attachment read(InputStream in) throws IOException {
        try {
            return JSON.readValue(readLine(in, LONGEST_LINE), Attachment.class);
        } catch (JsonProcessingException e) {
            throw new IOException("not what attach says: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Reads up to a line feed and not a byte further.
     *
     * @throws IOException also for a line longer than {@code longest} bytes
     */
    public static String readLine(InputStream in, int longest) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the stream ended before the line did");
            }
            if (line.size() >= longest) {
                throw new IOException("a line of more than " + longest + " bytes");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
