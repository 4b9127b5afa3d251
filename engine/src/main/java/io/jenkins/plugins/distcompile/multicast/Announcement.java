package io.jenkins.plugins.distcompile.multicast;

import io.jenkins.plugins.distcompile.protocol.Message;
import java.util.UUID;

/**
 * What a build tells a group: that units wait, on which terms, and where it can be called.
 *
 * @param sender random, one a build
 * @param sequence counts the sender's datagrams up
 * @param sentMillis by the sender's clock, since 1970
 * @param port of the sender's host on which it takes calls, 1 … 65535
 * @param client the sender's name, for logs; 1 … 200 bytes in UTF-8
 * @param what the terms; compilers and criteria that do not fit into a datagram are left out, and are settled on the link
 */
public record Announcement(
        UUID sender, long sequence, long sentMillis, int port, String client, Message.Announce what) {}
