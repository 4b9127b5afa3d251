package io.jenkins.plugins.distcompile.cli;

import java.net.InetSocketAddress;

/** {@code ADDRESS:PORT} of a socket to listen on. */
final class ListenAddress {
    private ListenAddress() {}

    /** @param option that gave the text, for complaints */
    static InetSocketAddress parse(String option, String text) {
        int colon = text.lastIndexOf(':');
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            String host = text.substring(0, Math.max(0, colon)).replaceAll("^\\[|]$", "");
            if (port >= 0 && port <= 65_535 && !host.isEmpty()) {
                InetSocketAddress address = new InetSocketAddress(host, port);
                if (!address.isUnresolved()) {
                    return address;
                }
                throw UserError.usage(option + " " + text + ": no address is known for " + host);
            }
        } catch (NumberFormatException e) {
            // falls through to the one message
        }
        throw UserError.usage(option + " " + text + ": expected ADDRESS:PORT, such as 0.0.0.0:7700");
    }
}
