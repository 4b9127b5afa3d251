package io.jenkins.plugins.distcompile.jenkins.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.kohsuke.stapler.StaplerResponse2;

/** Texts as answers; Jenkins' server packs them itself where the browser takes that. */
final class Answers {
    private Answers() {}

    static void json(StaplerResponse2 response, String json) throws IOException {
        text(response, "application/json", json);
    }

    static void text(StaplerResponse2 response, String type, String text) throws IOException {
        response.setContentType(type + ";charset=UTF-8");
        response.setHeader("X-Content-Type-Options", "nosniff");
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    /** To be called before the content; the name holds letters, digits, dots and hyphens only. */
    static void download(StaplerResponse2 response, String fileName) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + fileName + "\"");
    }
}
