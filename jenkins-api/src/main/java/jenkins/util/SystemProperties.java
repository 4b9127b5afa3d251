package jenkins.util;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.logging.Level;

/** Signature only; see README.md of this module. */
public class SystemProperties {
    public static String getString(String key) {
        throw new AssertionError("signature only");
    }

    public static String getString(String key, String def) {
        throw new AssertionError("signature only");
    }

    public static String getString(String key, String def, Level logLevel) {
        throw new AssertionError("signature only");
    }

    public static boolean getBoolean(String name) {
        throw new AssertionError("signature only");
    }

    public static boolean getBoolean(String name, boolean def) {
        throw new AssertionError("signature only");
    }

    public static Duration getDuration(String name) {
        throw new AssertionError("signature only");
    }

    public static Duration getDuration(String name, ChronoUnit unit) {
        throw new AssertionError("signature only");
    }

    public static Duration getDuration(String name, Duration defaultValue) {
        throw new AssertionError("signature only");
    }

    public static Duration getDuration(String name, ChronoUnit unit, Duration defaultValue) {
        throw new AssertionError("signature only");
    }

    public static Integer getInteger(String name) {
        throw new AssertionError("signature only");
    }

    public static Integer getInteger(String name, Integer def) {
        throw new AssertionError("signature only");
    }

    public static Integer getInteger(String name, Integer def, Level logLevel) {
        throw new AssertionError("signature only");
    }

    public static Long getLong(String name) {
        throw new AssertionError("signature only");
    }

    public static Long getLong(String name, Long def) {
        throw new AssertionError("signature only");
    }

    public static Long getLong(String name, Long def, Level logLevel) {
        throw new AssertionError("signature only");
    }

    SystemProperties() {}
}
