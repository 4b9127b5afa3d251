package hudson.remoting;

import java.io.Serializable;
import org.jenkinsci.remoting.ChannelStateException;
import org.jenkinsci.remoting.RoleSensitive;

/** Signature only; see README.md of this module. */
public interface Callable<V, T extends Throwable> extends Serializable, RoleSensitive {
    V call() throws T;

    default Channel getChannelOrFail() throws ChannelStateException {
        throw new AssertionError("signature only");
    }

    default Channel getOpenChannelOrFail() throws ChannelStateException {
        throw new AssertionError("signature only");
    }
}
