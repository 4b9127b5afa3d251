package hudson;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Signature only; see README.md of this module. */
public class Util {
    public static String toHexString(byte[] data, int start, int len) {
        throw new AssertionError("signature only");
    }

    public static String toHexString(byte[] bytes) {
        throw new AssertionError("signature only");
    }

    public static String getTimeSpanString(long duration) {
        throw new AssertionError("signature only");
    }

    public static String rawEncode(String s) {
        throw new AssertionError("signature only");
    }

    public static String escape(String text) {
        throw new AssertionError("signature only");
    }

    public static String fixNull(String s) {
        throw new AssertionError("signature only");
    }

    public static <T> T fixNull(T s, T defaultValue) {
        throw new AssertionError("signature only");
    }

    public static String fixEmpty(String s) {
        throw new AssertionError("signature only");
    }

    public static String fixEmptyAndTrim(String s) {
        throw new AssertionError("signature only");
    }

    public static <T> List<T> fixNull(List<T> l) {
        throw new AssertionError("signature only");
    }

    public static <T> Set<T> fixNull(Set<T> l) {
        throw new AssertionError("signature only");
    }

    public static <T> Collection<T> fixNull(Collection<T> l) {
        throw new AssertionError("signature only");
    }

    public static <T> Iterable<T> fixNull(Iterable<T> l) {
        throw new AssertionError("signature only");
    }
}
