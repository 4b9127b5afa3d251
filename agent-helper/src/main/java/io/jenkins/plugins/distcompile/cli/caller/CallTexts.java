package io.jenkins.plugins.distcompile.cli.caller;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a small program says of the process that it stands for: texts that each end with a zero byte. A few of its own, then
 * the number of arguments, those, and the environment.
 */
public record CallTexts(List<String> own, List<String> arguments, Map<String, String> environment) {
    /** As this JVM reads its own arguments and environment. */
    private static final Charset CHARSET = Charset.forName(
            System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name()));

    public CallTexts {
        own = List.copyOf(own);
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /**
     * @param protocol the program's number for what it says, the first of its own texts
     * @param own how many texts are its own
     * @throws IOException if it is no call, or one of another version
     */
    public static CallTexts parse(byte[] payload, String protocol, int own) throws IOException {
        List<String> texts = texts(payload);
        try {
            if (!texts.get(0).equals(protocol)) {
                throw new IOException("the caller speaks another version; start anew what it calls");
            }
            int count = Integer.parseInt(texts.get(own));
            int first = own + 1;
            Map<String, String> environment = new HashMap<>();
            for (String variable : texts.subList(first + count, texts.size())) {
                int equals = variable.indexOf('=');
                if (equals > 0) {
                    environment.putIfAbsent(variable.substring(0, equals), variable.substring(equals + 1));
                }
            }
            return new CallTexts(texts.subList(0, own), texts.subList(first, first + count), environment);
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IOException("not a call", e);
        }
    }

    private static List<String> texts(byte[] payload) {
        List<String> texts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < payload.length; i++) {
            if (payload[i] == 0) {
                texts.add(CHARSET.decode(ByteBuffer.wrap(payload, start, i - start))
                        .toString());
                start = i + 1;
            }
        }
        return texts;
    }
}
