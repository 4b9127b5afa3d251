package hudson.remoting;

/** Signature only; see README.md of this module. */
public interface Future<V> extends java.util.concurrent.Future<V> {}
