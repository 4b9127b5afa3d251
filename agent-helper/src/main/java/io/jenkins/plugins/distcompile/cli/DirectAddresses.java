package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.cli.control.HostPort;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.List;

/** Under which addresses other machines may reach a port of this one; whether they can, they find out by trying. */
final class DirectAddresses {
    private static final int MOST = 8;

    private DirectAddresses() {}

    /** @param bound what the port is bound to; a wildcard stands for every address but loopback and link-local ones */
    static List<String> of(InetAddress bound, int port) throws SocketException {
        if (!bound.isAnyLocalAddress()) {
            return List.of(shown(bound, port));
        }
        return NetworkInterface.networkInterfaces()
                .filter(DirectAddresses::isUp)
                .flatMap(NetworkInterface::inetAddresses)
                .filter(each -> !each.isLoopbackAddress() && !each.isLinkLocalAddress())
                .sorted(Comparator.comparing(each -> !(each instanceof Inet4Address)))
                .limit(MOST)
                .map(each -> shown(each, port))
                .toList();
    }

    private static boolean isUp(NetworkInterface each) {
        try {
            return each.isUp() && !each.isLoopback();
        } catch (SocketException e) {
            return false;
        }
    }

    private static String shown(InetAddress address, int port) {
        String text = address.getHostAddress();
        int scope = text.indexOf('%'); // names an interface of this machine
        return new HostPort(scope < 0 ? text : text.substring(0, scope), port).toString();
    }
}
