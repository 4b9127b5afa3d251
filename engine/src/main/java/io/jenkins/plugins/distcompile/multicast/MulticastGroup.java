package io.jenkins.plugins.distcompile.multicast;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A multicast group and a port, as builds announce to it and helpers listen to it. Immutable.
 *
 * @param text as it was written
 * @param address of IPv4 (224.0.0.0/4) or IPv6 (ff00::/8)
 * @param port 1 … 65535
 * @param interfaces names of the network interfaces to use; empty = all that are up and can multicast, or the loopback
 *     when there is no other
 */
public record MulticastGroup(String text, InetAddress address, int port, List<String> interfaces) {

    private static final int MOST_INTERFACES = 64;

    public MulticastGroup {
        interfaces = List.copyOf(interfaces);
    }

    /**
     * Reads {@code 239.255.77.1:7701} or {@code [ff15::7701]:7701}.
     *
     * @throws IllegalArgumentException with a line that says what is wrong, without naming an option
     */
    public static MulticastGroup parse(String text, List<String> interfaces) {
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, Math.max(0, colon));
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        String literal = bracketed ? host.substring(1, host.length() - 1) : host;
        // A name would be resolved, which may take long and mean another group tomorrow.
        if (bracketed ? !literal.matches("[0-9a-fA-F:.]+") : !literal.matches("[0-9.]+")) {
            throw wrong(text);
        }
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            InetAddress address = InetAddress.getByName(literal);
            if (port >= 1 && port <= 65_535) {
                if (!address.isMulticastAddress()) {
                    throw new IllegalArgumentException(text + ": " + literal
                            + " is no multicast address; those are 224.0.0.0 to 239.255.255.255, and ff00::/8");
                }
                return new MulticastGroup(text, address, port, interfaces);
            }
        } catch (NumberFormatException | UnknownHostException e) {
            throw wrong(text);
        }
        throw wrong(text);
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                text + ": expected GROUP:PORT, such as 239.255.77.1:7701 or [ff15::7701]:7701");
    }

    ProtocolFamily family() {
        return address instanceof Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
    }

    InetSocketAddress socketAddress() {
        return new InetSocketAddress(address, port);
    }

    /**
     * The interfaces to use now: laptops find and lose them.
     *
     * @throws IOException when one that was named is not there, or there is none at all
     */
    List<NetworkInterface> present() throws IOException {
        List<NetworkInterface> found = interfaces.isEmpty() ? all() : named();
        if (found.isEmpty()) {
            throw new IOException("no network interface is up that has an address of the group's kind");
        }
        return found;
    }

    private List<NetworkInterface> named() throws IOException {
        List<NetworkInterface> found = new ArrayList<>();
        for (String name : interfaces) {
            NetworkInterface each = NetworkInterface.getByName(name);
            if (each == null) {
                throw new IOException(
                        "there is no network interface " + name + "; there are " + String.join(", ", names()));
            }
            if (!each.isUp()) {
                throw new IOException("the network interface " + name + " is down");
            }
            found.add(each);
        }
        return found;
    }

    private static List<String> names() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .map(NetworkInterface::getName)
                .sorted()
                .toList();
    }

    private List<NetworkInterface> all() throws SocketException {
        List<NetworkInterface> found = new ArrayList<>();
        NetworkInterface loopback = null;
        for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
            if (each.isUp() && hasAddress(each)) {
                if (each.isLoopback()) {
                    loopback = each;
                } else if (each.supportsMulticast() && found.size() < MOST_INTERFACES) {
                    found.add(each);
                }
            }
        }
        return found.isEmpty() && loopback != null ? List.of(loopback) : found;
    }

    private boolean hasAddress(NetworkInterface each) {
        return each.inetAddresses().anyMatch(own -> Objects.equals(own.getClass(), address.getClass()));
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
