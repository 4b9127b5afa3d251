package io.jenkins.plugins.distcompile.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** This machine's name, for logs and reports. */
final class HostName {
    private HostName() {}

    static String get() {
        String fromShell = System.getenv("HOSTNAME");
        if (fromShell != null && !fromShell.isBlank()) {
            return fromShell;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
