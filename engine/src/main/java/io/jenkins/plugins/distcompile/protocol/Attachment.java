package io.jenkins.plugins.distcompile.protocol;

/**
 * A file that travels with a message, as the header describes it.
 *
 * @param role what it is: {@code text}, {@code object}, {@code .dwo}, or a relative path that the other side asked for;
 *     never used as a path by the receiver
 * @param bytes length once unpacked; checked against limits before anything is allocated
 * @param wireBytes length as sent
 * @param compressed whether the wire form is one zstd frame
 * @param sha256 hex digest of the bytes on the wire
 */
public record Attachment(String role, long bytes, long wireBytes, boolean compressed, String sha256) {}
