package io.jenkins.plugins.distcompile.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The JSON that pages read: {@code {"report": BuildReport, "summary": Summary}}. Absent fields are null or empty.
 * Safe inside a script element: no {@code <}, {@code >} or {@code &} stands in it as such.
 */
public final class PageData {

    private static final JsonMapper JSON = mapper();

    private PageData() {}

    private record Page(BuildReport report, Summary summary) {}

    /** The page's data; {@code jobs} as in {@link Summary#of(BuildReport, int)}. */
    public static String json(BuildReport report, int jobs) {
        return json(new Page(report, Summary.of(report, jobs)));
    }

    /** Any part of it, as the pages read it: numbers rounded, nothing that could end a script element. */
    public static String json(Object part) {
        try {
            return JSON.writeValueAsString(part);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonMapper mapper() {
        SimpleModule rounding = new SimpleModule();
        rounding.addSerializer(double.class, new Rounded());
        rounding.addSerializer(Double.class, new Rounded());
        JsonMapper mapper = JsonMapper.builder()
                .addModule(rounding)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS))
                .build();
        mapper.getFactory().setCharacterEscapes(new Harmless());
        return mapper;
    }

    /** Three decimals are what the clocks can tell; costs and shares are smaller. */
    private static final class Rounded extends JsonSerializer<Double> {
        @Override
        public void serialize(Double value, JsonGenerator out, SerializerProvider provider) throws IOException {
            if (!Double.isFinite(value)) {
                out.writeNumber(0);
            } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
                out.writeNumber(value.longValue());
            } else {
                double scale = Math.abs(value) < 1 ? 1e6 : 1e3;
                out.writeNumber(Math.round(value * scale) / scale);
            }
        }
    }

    /** JSON escapes for everything that could end or open a script element. */
    private static final class Harmless extends CharacterEscapes {
        private static final long serialVersionUID = 1;
        private final int[] ascii = CharacterEscapes.standardAsciiEscapesForJSON();

        Harmless() {
            ascii['<'] = CharacterEscapes.ESCAPE_STANDARD;
            ascii['>'] = CharacterEscapes.ESCAPE_STANDARD;
            ascii['&'] = CharacterEscapes.ESCAPE_STANDARD;
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return ascii.clone();
        }

        @Override
        public SerializableString getEscapeSequence(int ch) {
            return ch == 0x2028 || ch == 0x2029 ? new SerializedString(String.format("\\u%04x", ch)) : null;
        }
    }
}
