package hudson.util;

import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.file.Path;

/** Signature only; see README.md of this module. */
public class AtomicFileWriter extends Writer {
    public AtomicFileWriter(File f) throws IOException {
        throw new AssertionError("signature only");
    }

    public AtomicFileWriter(Path destinationPath, Charset charset) throws IOException {
        throw new AssertionError("signature only");
    }

    @Override
    public void write(int c) throws IOException {
        throw new AssertionError("signature only");
    }

    @Override
    public void write(String str, int off, int len) throws IOException {
        throw new AssertionError("signature only");
    }

    @Override
    public void write(char[] cbuf, int off, int len) throws IOException {
        throw new AssertionError("signature only");
    }

    @Override
    public void flush() throws IOException {
        throw new AssertionError("signature only");
    }

    @Override
    public void close() throws IOException {
        throw new AssertionError("signature only");
    }
}
