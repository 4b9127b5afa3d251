package io.jenkins.plugins.distcompile.cli.control;

/**
 * Where a helper's direct port may be reached.
 *
 * @param host name or address, IPv6 without brackets; not empty
 * @param port 1 … 65535
 */
public record HostPort(String host, int port) {
    /** @throws IllegalArgumentException for a text that is no {@code host:port} */
    public static HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, Math.max(0, colon)).replaceAll("^\\[|]$", "");
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (!host.isEmpty() && port >= 1 && port <= 65_535) {
                return new HostPort(host, port);
            }
        } catch (NumberFormatException e) {
            // falls through to the one message
        }
        throw new IllegalArgumentException(text + ": expected HOST:PORT");
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
