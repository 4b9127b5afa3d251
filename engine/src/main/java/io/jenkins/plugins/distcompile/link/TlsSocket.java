package io.jenkins.plugins.distcompile.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** TLS 1.3 laid over a connected plain socket, and the transport made of it. The handshake runs with the first byte. */
record TlsSocket(SSLSocket tls, Transport transport) {

    static TlsSocket over(Socket plain, SSLContext context, boolean client) throws IOException {
        plain.setTcpNoDelay(true);
        plain.setKeepAlive(true);
        SSLSocket tls = (SSLSocket) context.getSocketFactory()
                .createSocket(plain, plain.getInetAddress().getHostAddress(), plain.getPort(), true);
        tls.setUseClientMode(client);
        tls.setEnabledProtocols(new String[] {"TLSv1.3"});
        InputStream in = tls.getInputStream();
        OutputStream out = tls.getOutputStream();
        // The plain socket is cut: closing the TLS one would wait for a writer that is stuck in it.
        return new TlsSocket(tls, new Transport(in, out, tls::shutdownOutput, () -> Transport.closeQuietly(plain)));
    }
}
