package io.jenkins.plugins.distcompile.protocol;

/**
 * A file that travels with a message, as the header describes it.
 *
 * @param role what it is: {@code text}, {@code object}, {@code .dwo}, or a relative path that the other side asked for;
 *     never used as a path by the receiver
 * @param bytes length once unpacked; checked against limits before anything is allocated
 * @param wireBytes length as sent
 * @param compressed whether the wire form is one zstd frame, or one LZ4 block behind the bytes {@code LZ4b}
 * @param crc32c hex CRC-32C (RFC 3720) of the bytes on the wire: against damage, not against liars
 */
public record Attachment(String role, long bytes, long wireBytes, boolean compressed, String crc32c) {}
