package io.jenkins.plugins.distcompile.link;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** TLS 1.3 laid over a connected plain socket, and the transport made of it. The handshake runs with the first byte. */
record TlsSocket(SSLSocket tls, Transport transport) {
    private static final String CHACHA = "TLS_CHACHA20_POLY1305_SHA256";

    /** TLS reads the header of a record and then the rest: for a small one that is one call of the system with a buffer. */
    private static final int READ_BUFFER = 8 << 10;

    static TlsSocket over(Socket plain, SSLContext context, boolean client) throws IOException {
        plain.setTcpNoDelay(true);
        plain.setKeepAlive(true);
        // Meant for bytes that have been read already; a stream of all that ever comes is one as well.
        InputStream buffered = new BufferedInputStream(plain.getInputStream(), READ_BUFFER);
        SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(plain, buffered, true);
        tls.setUseClientMode(client);
        tls.setSSLParameters(parameters(tls.getSSLParameters(), tls.getEnabledCipherSuites()));
        InputStream in = tls.getInputStream();
        OutputStream out = tls.getOutputStream();
        // The plain socket is cut: closing the TLS one would wait for a writer that is stuck in it.
        return new TlsSocket(tls, new Transport(in, out, tls::shutdownOutput, () -> Transport.closeQuietly(plain)));
    }

    /**
     * TLS 1.3 alone, and of equally good ciphers the one that is quick in plain Java: the quick compiler C1, with which
     * bin/distcompile starts us, knows no instructions for AES, and then AES-GCM takes four times as long. Where the JDK's
     * policy forbids it the others stay.
     */
    static SSLParameters parameters(SSLParameters parameters, String[] enabled) {
        List<String> suites = new ArrayList<>(List.of(enabled));
        if (suites.remove(CHACHA)) {
            suites.add(0, CHACHA);
        }
        parameters.setProtocols(new String[] {"TLSv1.3"});
        parameters.setCipherSuites(suites.toArray(new String[0]));
        parameters.setUseCipherSuitesOrder(true);
        return parameters;
    }
}
