package hudson.remoting;

/** Signature only; see README.md of this module. */
class RemotingSystemException extends RuntimeException {
    RemotingSystemException() {}
}
