package io.jenkins.plugins.distcompile.link;

import io.jenkins.plugins.distcompile.protocol.Attachment;

/** A file ready to travel: its header, and its bytes on the wire. The bytes are not changed by anybody. */
public record Packed(Attachment attachment, byte[] wire) {}
