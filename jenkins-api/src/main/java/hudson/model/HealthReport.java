package hudson.model;

import java.io.Serializable;
import org.jvnet.localizer.Localizable;

/** Signature only; see README.md of this module. */
public class HealthReport implements Serializable, Comparable<HealthReport> {
    public HealthReport(int score, String iconUrl, Localizable description) {
        throw new AssertionError("signature only");
    }

    public HealthReport(int score, Localizable description) {
        throw new AssertionError("signature only");
    }

    public HealthReport() {
        throw new AssertionError("signature only");
    }

    @Override
    public int compareTo(HealthReport o) {
        throw new AssertionError("signature only");
    }
}
