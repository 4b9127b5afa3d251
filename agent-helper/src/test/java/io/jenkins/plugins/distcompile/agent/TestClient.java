package io.jenkins.plugins.distcompile.agent;

import io.jenkins.plugins.distcompile.link.InProcessLink;
import io.jenkins.plugins.distcompile.link.Link;
import io.jenkins.plugins.distcompile.link.Packed;
import io.jenkins.plugins.distcompile.link.Packing;
import io.jenkins.plugins.distcompile.protocol.Attachment;
import io.jenkins.plugins.distcompile.protocol.Message;
import io.jenkins.plugins.distcompile.protocol.Message.Announce;
import io.jenkins.plugins.distcompile.protocol.Message.Assign;
import io.jenkins.plugins.distcompile.protocol.Message.Bid;
import io.jenkins.plugins.distcompile.protocol.Message.Result;
import io.jenkins.plugins.distcompile.toolchain.Language;
import io.jenkins.plugins.distcompile.toolchain.Task;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** A client by hand: says what a test wants said and keeps what it hears. */
final class TestClient implements Link.Receiver, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final List<Message> heard = new CopyOnWriteArrayList<>();
    final Map<Long, List<byte[]>> files = new java.util.concurrent.ConcurrentHashMap<>();
    volatile String closed;
    final Link link;
    private long round;

    TestClient(Helper helper, String name) {
        InProcessLink.Pair pair = InProcessLink.pair(name, "helper");
        helper.accept(pair.b());
        link = pair.a().start(this);
    }

    @Override
    public void received(Message message, List<byte[]> attached) {
        if (message instanceof Result result) {
            files.put(result.ticket(), attached);
        }
        heard.add(message);
    }

    @Override
    public void closed(String reason) {
        closed = reason;
    }

    void announce(int units, String criteria) {
        link.send(new Announce(++round, "build", criteria, List.of(), units, units, 0, 50, true, List.of()));
    }

    /** Announces and waits for the bid. */
    Bid win(int units) {
        announce(units, "");
        return await(Bid.class, bid -> bid.round() == round);
    }

    void assign(long ticket, Task task, long memoryBytes, long limitMillis, byte[]... inputs) {
        List<Attachment> headers = new ArrayList<>();
        List<byte[]> wires = new ArrayList<>();
        for (byte[] input : inputs) {
            Packed packed = Packing.pack("text", input);
            headers.add(packed.attachment());
            wires.add(packed.wire());
        }
        link.send(new Assign(ticket, "unit" + ticket, 1, task, memoryBytes, limitMillis, false, headers), wires);
    }

    void compile(long ticket, String compiler, String text) {
        assign(ticket, task(compiler, List.of()), 0, 60_000, text.getBytes(StandardCharsets.UTF_8));
    }

    static Task.Compile task(String compiler, List<String> options) {
        return new Task.Compile(
                compiler, Language.C, options, "src/a.c", "/client", "out/a.o", List.of(), Map.of("LC_ALL", "C"));
    }

    Result result(long ticket) {
        return await(Result.class, result -> result.ticket() == ticket);
    }

    <T extends Message> T await(Class<T> type, Predicate<T> wanted) {
        return Awaited.of(PATIENCE, () -> all(type).stream().filter(wanted).findFirst());
    }

    <T extends Message> List<T> all(Class<T> type) {
        return heard.stream().filter(type::isInstance).map(type::cast).toList();
    }

    void awaitClosed() {
        org.awaitility.Awaitility.await().atMost(PATIENCE).until(() -> closed != null);
    }

    @Override
    public void close() {
        link.close("test ends");
    }
}
