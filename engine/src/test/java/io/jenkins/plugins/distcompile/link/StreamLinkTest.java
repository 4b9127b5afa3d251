package io.jenkins.plugins.distcompile.link;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** The contract over plain sockets. */
public class StreamLinkTest extends LinkContract {
    @Override
    Ends connect() throws Exception {
        Transport[] pair = sockets();
        return new Ends(
                StreamLink.open("b", pair[0], LinkSettings.DEFAULT),
                StreamLink.open("a", pair[1], LinkSettings.DEFAULT));
    }

    static Transport[] sockets() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Socket a = new Socket(server.getInetAddress(), server.getLocalPort());
            Socket b = server.accept();
            return new Transport[] {transport(a), transport(b)};
        }
    }

    static Transport transport(Socket socket) throws Exception {
        return new Transport(
                socket.getInputStream(),
                socket.getOutputStream(),
                socket::shutdownOutput,
                () -> Transport.closeQuietly(socket));
    }
}
