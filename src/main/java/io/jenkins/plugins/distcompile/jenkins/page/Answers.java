package io.jenkins.plugins.distcompile.jenkins.page;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** Texts as answers of the server, packed where the browser takes it: a report of ten thousand units shrinks tenfold. */
final class Answers {
    private static final int WORTH_PACKING = 4096;

    private Answers() {}

    static void json(StaplerRequest2 request, StaplerResponse2 response, String json) throws IOException {
        text(request, response, "application/json", json);
    }

    static void text(StaplerRequest2 request, StaplerResponse2 response, String type, String text) throws IOException {
        response.setContentType(type + ";charset=UTF-8");
        response.setHeader("X-Content-Type-Options", "nosniff");
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        String accepted = request.getHeader("Accept-Encoding");
        if (bytes.length < WORTH_PACKING || accepted == null || !accepted.contains("gzip")) {
            response.setContentLength(bytes.length);
            response.getOutputStream().write(bytes);
            return;
        }
        response.setHeader("Content-Encoding", "gzip");
        response.setHeader("Vary", "Accept-Encoding");
        try (OutputStream packed = new GZIPOutputStream(response.getOutputStream())) {
            packed.write(bytes);
        }
    }

    /** To be called before the content; the name holds letters, digits, dots and hyphens only. */
    static void download(StaplerResponse2 response, String fileName) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + fileName + "\"");
    }
}
