package io.jenkins.plugins.distcompile.protocol;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.jenkins.plugins.distcompile.criteria.AgentProfile;
import io.jenkins.plugins.distcompile.toolchain.Task;
import java.io.IOException;
import java.util.Map;

/**
 * {@link Message} to and from CBOR (RFC 8949): {@code [type name, {component: value}]}. Used by every link, on any thread.
 *
 * <p>Versioning: the handshake demands equal {@link #VERSION}s, so both sides know the same types and components.
 * An unknown type, an unknown, missing or null component is therefore a fault of the peer and a
 * {@link ProtocolException}; a change of any message raises the version. A null text is read as the empty one.
 */
public final class MessageCodec {
    /** Raised with every change of a message, a frame or the handshake. */
    public static final int VERSION = 6;

    /** Longest encoded message, bytes. */
    public static final int MAX_BYTES = 4 << 20;

    private static final Map<Class<?>, String> NAMES = Map.ofEntries(
            Map.entry(Message.Announce.class, "announce"),
            Map.entry(Message.Assign.class, "assign"),
            Map.entry(Message.Cancel.class, "cancel"),
            Map.entry(Message.Release.class, "release"),
            Map.entry(Message.Probe.class, "probe"),
            Map.entry(Message.RateProbe.class, "rate-probe"),
            Map.entry(Message.Rated.class, "rated"),
            Map.entry(Message.Bid.class, "bid"),
            Map.entry(Message.Decline.class, "decline"),
            Map.entry(Message.Started.class, "started"),
            Map.entry(Message.Heartbeat.class, "heartbeat"),
            Map.entry(Message.Ack.class, "ack"),
            Map.entry(Message.Result.class, "result"),
            Map.entry(Message.Withdraw.class, "withdraw"),
            Map.entry(Message.Goodbye.class, "goodbye"),
            Map.entry(Message.NeedRanking.class, "need-ranking"),
            Map.entry(Message.Ranking.class, "ranking"),
            Map.entry(Message.Ranked.class, "ranked"),
            Map.entry(Task.Compile.class, "compile"),
            Map.entry(Task.Command.class, "command"));

    private static final ObjectWriter WRITER;
    private static final ObjectReader READER;

    static {
        CBORMapper mapper = mapper();
        WRITER = mapper.writerFor(Message.class);
        READER = mapper.readerFor(Message.class);
    }

    private MessageCodec() {}

    /** @throws IllegalArgumentException if the message takes more than {@link #MAX_BYTES} */
    public static byte[] encode(Message message) {
        byte[] bytes;
        try {
            bytes = WRITER.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "cannot encode " + message.getClass().getSimpleName(), e);
        }
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException(message.getClass().getSimpleName() + " takes " + bytes.length
                    + " bytes, more than the protocol's " + MAX_BYTES);
        }
        return bytes;
    }

    /** @throws ProtocolException if the bytes are not exactly one well-formed message */
    public static Message decode(byte[] bytes) throws ProtocolException {
        return decode(bytes, 0, bytes.length);
    }

    /** As {@link #decode(byte[])}, from {@code length} bytes at {@code offset}. */
    public static Message decode(byte[] bytes, int offset, int length) throws ProtocolException {
        if (length > MAX_BYTES) {
            throw new ProtocolException("message of " + length + " bytes, more than " + MAX_BYTES);
        }
        Message message;
        try {
            message = READER.readValue(bytes, offset, length);
        } catch (IOException | RuntimeException e) {
            // RuntimeException: a decoder's slip on hostile bytes must cost the peer its link, not us the reader
            // thread.
            throw new ProtocolException("undecodable message: " + firstLine(e), e);
        }
        if (message == null) {
            throw new ProtocolException("undecodable message: null");
        }
        return message;
    }

    private static CBORMapper mapper() {
        CBORFactory factory = CBORFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxDocumentLength(MAX_BYTES)
                        .maxNestingDepth(16)
                        .maxStringLength(MAX_BYTES)
                        .maxNameLength(256)
                        .maxNumberLength(40)
                        .maxTokenCount(250_000)
                        .build())
                .build();
        CBORMapper mapper = CBORMapper.builder(factory)
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS, MapperFeature.DEFAULT_VIEW_INCLUSION)
                .defaultSetterInfo(JsonSetter.Value.forValueNulls(Nulls.FAIL, Nulls.FAIL))
                .withConfigOverride(String.class, o -> o.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
                .addMixIn(Message.class, Named.class)
                .addMixIn(Task.class, Named.class)
                .addMixIn(Message.Ack.class, AckComponents.class)
                .addModule(new SimpleModule()
                        .addDeserializer(double.class, new FiniteDouble())
                        .addDeserializer(Double.class, new FiniteDouble()))
                .build();
        NAMES.forEach((type, name) -> mapper.registerSubtypes(new NamedType(type, name)));
        return mapper;
    }

    private static String firstLine(Exception e) {
        String text = e instanceof JsonProcessingException j ? j.getOriginalMessage() : e.toString();
        String line = text == null
                ? e.getClass().getSimpleName()
                : text.lines().findFirst().orElse("");
        return line.length() <= 200 ? line : line.substring(0, 200);
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_ARRAY)
    private interface Named {}

    /** The one component that may be null. */
    private abstract static class AckComponents {
        @JsonSetter(nulls = Nulls.SET)
        AgentProfile profile;
    }

    /** NaN and infinities would poison every comparison in the scheduler. */
    private static final class FiniteDouble extends StdScalarDeserializer<Double> {
        private static final long serialVersionUID = 1L;

        FiniteDouble() {
            super(double.class);
        }

        @Override
        public Double deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            double value = parser.getDoubleValue();
            if (!Double.isFinite(value)) {
                throw new ProtocolException("number that is not finite");
            }
            return value;
        }
    }
}
