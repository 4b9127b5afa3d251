package io.jenkins.plugins.distcompile.cli;

import io.jenkins.plugins.distcompile.dispatch.AgentSource;
import io.jenkins.plugins.distcompile.dispatch.Dispatcher;
import io.jenkins.plugins.distcompile.link.Opening;
import io.jenkins.plugins.distcompile.link.PoolKey;
import io.jenkins.plugins.distcompile.link.TlsServer;
import io.jenkins.plugins.distcompile.multicast.Announcer;
import io.jenkins.plugins.distcompile.multicast.MulticastGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A build's side of multicast: announces to the groups, takes the calls of helpers, and has them join the build. */
final class OpenPool implements TlsServer.Acceptor, AutoCloseable {
    private final List<MulticastGroup> groups;
    private final int hops;
    private final InetSocketAddress listen;
    private final PoolKey key;
    private final String clientName;
    private final Consumer<String> complain;
    private final List<AutoCloseable> open = new ArrayList<>();
    private volatile Dispatcher build;

    /** @throws UserError for options that cannot be used; nothing is opened yet */
    OpenPool(MulticastOptions options, PoolOptions pool, Consumer<String> complain) {
        this.groups = options.groups();
        this.hops = options.hops();
        this.listen = options.listen();
        this.key = pool.key("a build is announced by multicast with a pool key only");
        this.clientName = pool.clientName;
        this.complain = complain;
    }

    /** Listens, and announces what waits once the build runs. To be called before that. */
    void open(Dispatcher dispatcher) {
        build = dispatcher;
        List<Announcer> announcers = new ArrayList<>();
        try {
            TlsServer server = TlsServer.listenAsClient(listen, Folders.state(), key, clientName, this);
            open.add(server);
            for (MulticastGroup group : groups) {
                Announcer announcer = announcer(group, server.port());
                open.add(announcer);
                announcers.add(announcer);
            }
        } catch (IOException e) {
            throw new UserError(ExitStatus.POOL, "cannot take calls of helpers: " + Reason.of(e));
        }
        dispatcher.announceTo(announcement -> announcers.forEach(each -> each.waiting(announcement)));
    }

    private Announcer announcer(MulticastGroup group, int port) {
        try {
            return Announcer.open(group, hops, key, clientName, port, complain);
        } catch (IOException e) {
            throw new UserError(ExitStatus.POOL, "cannot announce to --multicast " + group + ": " + Reason.of(e));
        }
    }

    @Override
    public void accepted(Opening opening) {
        throw new IllegalStateException("called with the name");
    }

    @Override
    public void accepted(Opening opening, String name, InetAddress address) {
        build.join(new Caller(name + "@" + place(address), opening));
    }

    private static String place(InetAddress address) {
        return address.getHostAddress().replaceFirst("%.*", "");
    }

    @Override
    public void refused(InetAddress address, String reason) {
        // Nobody was asked for by name, so nobody is missed; the other side says in its log why it failed.
    }

    @Override
    public void close() {
        for (int i = open.size() - 1; i >= 0; i--) {
            try {
                open.get(i).close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** A helper that has called: its link is there already, and when it is lost the helper calls again. */
    private record Caller(String address, Opening opening) implements AgentSource {
        @Override
        public Opening connect() {
            return opening;
        }

        @Override
        public boolean mayReturn() {
            return false;
        }

        @Override
        public void abandon(String reason) {
            opening.close();
        }
    }
}
