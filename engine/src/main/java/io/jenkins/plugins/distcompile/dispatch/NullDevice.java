package io.jenkins.plugins.distcompile.dispatch;

import java.io.File;

/** The system's empty file. */
final class NullDevice {
    static final File FILE = new File(File.separatorChar == '\\' ? "NUL" : "/dev/null");

    private NullDevice() {}
}
