package io.jenkins.plugins.distcompile.cli.control;

import io.jenkins.plugins.distcompile.link.Transport;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;

/** A connected socket as the two streams of a link. */
final class LoopbackStreams {
    private LoopbackStreams() {}

    static Transport of(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        return new Transport(
                socket.getInputStream(), socket.getOutputStream(), socket::shutdownOutput, () -> closeQuietly(socket));
    }

    static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            System.getLogger(LoopbackStreams.class.getName()).log(System.Logger.Level.TRACE, "close", e);
        }
    }
}
