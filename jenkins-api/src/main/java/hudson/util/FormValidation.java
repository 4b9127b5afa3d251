package hudson.util;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Collection;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** Signature only; see README.md of this module. */
public abstract class FormValidation extends IOException implements HttpResponse {
    public enum Kind {
        OK,
        WARNING,
        ERROR;
    }

    public static FormValidation error(String message) {
        throw new AssertionError("signature only");
    }

    public static FormValidation warning(String message) {
        throw new AssertionError("signature only");
    }

    public static FormValidation ok(String message) {
        throw new AssertionError("signature only");
    }

    public static FormValidation ok() {
        throw new AssertionError("signature only");
    }

    public static FormValidation error(String format, Object... args) {
        throw new AssertionError("signature only");
    }

    public static FormValidation warning(String format, Object... args) {
        throw new AssertionError("signature only");
    }

    public static FormValidation ok(String format, Object... args) {
        throw new AssertionError("signature only");
    }

    public static FormValidation error(Throwable e, String message) {
        throw new AssertionError("signature only");
    }

    public static FormValidation warning(Throwable e, String message) {
        throw new AssertionError("signature only");
    }

    public static FormValidation error(Throwable e, String format, Object... args) {
        throw new AssertionError("signature only");
    }

    public static FormValidation warning(Throwable e, String format, Object... args) {
        throw new AssertionError("signature only");
    }

    public static FormValidation aggregate(Collection<FormValidation> validations) {
        throw new AssertionError("signature only");
    }

    public static FormValidation errorWithMarkup(String message) {
        throw new AssertionError("signature only");
    }

    public static FormValidation warningWithMarkup(String message) {
        throw new AssertionError("signature only");
    }

    public static FormValidation okWithMarkup(String message) {
        throw new AssertionError("signature only");
    }

    public static FormValidation respond(Kind kind, String html) {
        throw new AssertionError("signature only");
    }

    public static FormValidation validateExecutable(String exe) {
        throw new AssertionError("signature only");
    }

    public static FormValidation validateNonNegativeInteger(String value) {
        throw new AssertionError("signature only");
    }

    public static FormValidation validateIntegerInRange(String value, int lower, int upper) {
        throw new AssertionError("signature only");
    }

    public static FormValidation validatePositiveInteger(String value) {
        throw new AssertionError("signature only");
    }

    public static FormValidation validateRequired(String value) {
        throw new AssertionError("signature only");
    }

    public static FormValidation validateBase64(
            String value, boolean allowWhitespace, boolean allowEmpty, String errorMessage) {
        throw new AssertionError("signature only");
    }

    public final Kind kind = null;

    @Override
    public void generateResponse(StaplerRequest2 req, StaplerResponse2 rsp, Object node)
            throws IOException, ServletException {
        throw new AssertionError("signature only");
    }

    public abstract String renderHtml();

    protected void respond(StaplerResponse2 rsp, String html) throws IOException, ServletException {
        throw new AssertionError("signature only");
    }

    FormValidation() {}
}
