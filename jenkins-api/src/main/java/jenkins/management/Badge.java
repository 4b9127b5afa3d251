package jenkins.management;

/** Signature only; see README.md of this module. */
public class Badge {
    public Badge(String text, String tooltip, Severity severity) {
        throw new AssertionError("signature only");
    }

    public String getText() {
        throw new AssertionError("signature only");
    }

    public String getTooltip() {
        throw new AssertionError("signature only");
    }

    public String getSeverity() {
        throw new AssertionError("signature only");
    }

    public enum Severity {
        DANGER,
        WARNING,
        INFO;
    }
}
