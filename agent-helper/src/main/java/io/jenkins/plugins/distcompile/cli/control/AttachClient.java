package io.jenkins.plugins.distcompile.cli.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.distcompile.link.Handshake;
import io.jenkins.plugins.distcompile.link.PoolKey;
import io.jenkins.plugins.distcompile.link.Transport;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What {@code attach} does: joins this process's standard streams to the dispatcher of a control folder. */
public final class AttachClient {
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final long FAREWELL_MILLIS = 800;
    private static final int LONGEST_FILE = 4096;

    private AttachClient() {}

    /**
     * Connects, proves the key, and pumps both ways until either side ends.
     *
     * @throws IOException in one line, when there is no dispatcher, it does not take the key, or a stream breaks
     */
    public static void run(ControlFolder folder, Attachment attachment, Transport own)
            throws IOException, InterruptedException {
        int port = port(folder);
        PoolKey key = PoolKey.read(folder.key());
        try (Socket socket = new Socket()) {
            try {
                socket.connect(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) DEADLINE.toMillis());
            } catch (IOException e) {
                throw new IOException(
                        folder.dispatcher() + ": no dispatcher answers on port " + port + ": " + e.getMessage(), e);
            }
            Transport streams = LoopbackStreams.of(socket);
            Handshake.asClient(streams, "attach", key, new byte[0], DEADLINE);
            streams.out().write(attachment.line());
            pump(own, streams);
        }
    }

    /**
     * Whether the dispatcher's port is open. It is as long as the dispatcher lives, and behind {@code result.json}.
     *
     * @throws IOException when nobody can tell: there is no dispatcher, the build has ended, the machine gives no answer
     */
    public static boolean answers(ControlFolder folder) throws IOException {
        int port = port(folder);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) DEADLINE.toMillis());
            return true;
        } catch (ConnectException e) {
            return false;
        }
    }

    /** One side's end is passed on to the other, which then has a moment to end as well. */
    private static void pump(Transport own, Transport dispatcher) throws IOException, InterruptedException {
        CompletableFuture<Void> up = Pump.start("attach-up", own.in(), dispatcher.out(), dispatcher.finish());
        CompletableFuture<Void> down = Pump.start("attach-down", dispatcher.in(), own.out(), own.finish());
        try {
            CompletableFuture.anyOf(up, down).exceptionally(e -> null).get();
            if (!down.isDone()) {
                // Own input has ended, or the dispatcher takes no more: what it still says is passed on.
                down.get(FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
            }
            down.get();
        } catch (TimeoutException e) {
            // The dispatcher knows of the end already, and needs nobody to hear its goodbye.
            System.getLogger(AttachClient.class.getName()).log(System.Logger.Level.DEBUG, "no farewell", e);
        } catch (ExecutionException e) {
            throw new IOException("the stream broke off: " + e.getCause().getMessage(), e.getCause());
        }
    }

    private static int port(ControlFolder folder) throws IOException {
        if (!folder.exists()) {
            throw new IOException(folder.path() + ": no such control folder");
        }
        if (Files.exists(folder.result())) {
            throw new IOException(folder.path() + ": the build has ended");
        }
        if (!Files.exists(folder.dispatcher())) {
            throw new IOException(folder.dispatcher() + ": no dispatcher has been started here");
        }
        byte[] text;
        try (var in = Files.newInputStream(folder.dispatcher())) {
            text = in.readNBytes(LONGEST_FILE);
        }
        JsonNode port = JsonMapper.builder().build().readTree(text).path("port");
        if (!port.isInt() || port.intValue() < 1 || port.intValue() > 65_535) {
            throw new IOException(folder.dispatcher() + ": names no port");
        }
        return port.intValue();
    }
}
