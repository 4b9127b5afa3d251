package org.jenkinsci.remoting;

import hudson.remoting.Channel;
import java.io.IOException;

/** Signature only; see README.md of this module. */
public class ChannelStateException extends IOException {
    public ChannelStateException(Channel channel, String message) {
        throw new AssertionError("signature only");
    }

    public ChannelStateException(Channel channel, String message, Throwable cause) {
        throw new AssertionError("signature only");
    }
}
