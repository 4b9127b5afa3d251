package io.jenkins.plugins.distcompile.jenkins.pool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The one line in which a helper says where it listens, before its frames begin. Pure.
 *
 * @param direct {@code host:port}, at most {@value #MOST}; empty = it does not listen
 * @param reason why not; empty = none was given
 * @param rest what the helper says after it
 */
record Greeting(List<String> direct, String reason, InputStream rest) {
    private static final int MOST = 16;
    private static final int LONGEST = 16 << 10;
    private static final int LONGEST_REASON = 300;
    private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9A-Fa-f:.%]{2,60}]|[A-Za-z0-9._-]{1,253}):\\d{1,5}");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** @throws IOException when no such line comes */
    static Greeting read(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        byte[] piece = new byte[4096];
        while (line.size() <= LONGEST) {
            int length = in.read(piece);
            if (length < 0) {
                throw new IOException("the helper ended before it greeted");
            }
            for (int i = 0; i < length; i++) {
                if (piece[i] == '\n') {
                    line.write(piece, 0, i);
                    InputStream after = new ByteArrayInputStream(piece.clone(), i + 1, length - i - 1);
                    return of(line.toString(StandardCharsets.UTF_8), new SequenceInputStream(after, in));
                }
            }
            line.write(piece, 0, length);
        }
        throw new IOException("the helper's greeting is too long");
    }

    private static Greeting of(String line, InputStream rest) throws IOException {
        JsonNode json = JSON.readTree(line);
        List<String> direct = new ArrayList<>();
        for (JsonNode address : json.path("direct")) {
            // They become arguments of a command: nothing but what an address looks like.
            if (direct.size() < MOST && ADDRESS.matcher(address.asText("")).matches()) {
                direct.add(address.asText());
            }
        }
        String reason = json.path("reason").asText("");
        String shown = reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
        return new Greeting(List.copyOf(direct), shown.replaceAll("\\p{Cntrl}", " "), rest);
    }
}
