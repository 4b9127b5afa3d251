package io.jenkins.plugins.distcompile.toolchain;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Files of the client's on their way to a helper's mirror, in one piece, so that they are compressed together: for each
 * its path, its time and its content. Pure.
 */
public final class InputPack {
    /** What the attachment is called. */
    public static final String ROLE = "inputs";

    private static final int LONGEST_PATH = 4_000;

    private InputPack() {}

    /**
     * A file.
     *
     * @param path the client's, absolute, without {@code ..}, plain ASCII
     * @param modifiedMillis gcc takes two files for one if their times and contents are equal
     */
    public record InputFile(String path, long modifiedMillis, byte[] content) {}

    public static byte[] encode(List<InputFile> files) {
        int bytes = files.stream()
                .mapToInt(file -> file.path().length() + file.content().length + 16)
                .sum();
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes);
        try {
            DataOutputStream data = new DataOutputStream(out);
            for (InputFile file : files) {
                byte[] path = file.path().getBytes(StandardCharsets.US_ASCII);
                data.writeShort(path.length);
                data.write(path);
                data.writeLong(file.modifiedMillis());
                data.writeInt(file.content().length);
                data.write(file.content());
            }
        } catch (IOException e) {
            throw new IllegalStateException("a stream in memory fails", e);
        }
        return out.toByteArray();
    }

    /** @throws IOException if these are not files with proper paths, with the reason */
    public static List<InputFile> decode(byte[] pack) throws IOException {
        List<InputFile> files = new ArrayList<>();
        DataInputStream data = new DataInputStream(new ByteArrayInputStream(pack));
        try {
            while (data.available() > 0) {
                String path = new String(bytes(data, data.readUnsignedShort()), StandardCharsets.ISO_8859_1);
                if (!isProper(path) || path.equals("/")) {
                    throw new IOException("a file with an improper path");
                }
                long modified = data.readLong();
                files.add(new InputFile(path, modified, bytes(data, data.readInt())));
            }
        } catch (EOFException e) {
            throw new IOException("files that are cut off", e);
        }
        return files;
    }

    private static byte[] bytes(DataInputStream data, int length) throws IOException {
        if (length < 0 || length > data.available()) {
            throw new EOFException();
        }
        return data.readNBytes(length);
    }

    /** Whether a path is absolute, plain, and the shortest way to what it names. */
    public static boolean isProper(String path) {
        return path.startsWith("/")
                && path.length() <= LONGEST_PATH
                && SearchOptions.isPlainPath(path)
                && Path.of(path).normalize().toString().equals(path);
    }
}
