package io.jenkins.plugins.distcompile.cli.resident;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.distcompile.link.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where the resident client of one folder has its files. They are named by the folder's device and inode, so that a folder
 * that was removed and made anew is another one.
 *
 * @param folder for the current user alone; the caller is there too
 * @param name of its files, without what comes after the dot
 */
record ResidentPlace(Path folder, String name) {
    /** The program that {@code bin/distcompile} becomes, in the same folder. */
    static final String CALLER = "caller";

    /** What fits into an address everywhere: macOS has 104 bytes, Linux 108 (unix(7)), a zero at the end included. */
    private static final int LONGEST_SOCKET = 103;

    /**
     * The place of the current folder's.
     *
     * @param cache what {@code bin/distcompile} takes for its cache
     * @throws IOException if it cannot be had: the message says why and what to do
     */
    static ResidentPlace here(Path cache) throws IOException {
        Path current = Path.of("").toAbsolutePath();
        if (!current.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            throw new IOException("a resident client needs a system with device and inode numbers, such as Linux");
        }
        Path folder = cache.resolve("resident");
        OwnerOnly.createFolder(folder);
        // One that was there may be open to others, and the caller trusts no such folder.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        String name = Long.toHexString((Long) Files.getAttribute(current, "unix:dev")) + "-"
                + Long.toHexString((Long) Files.getAttribute(current, "unix:ino"));
        ResidentPlace place = new ResidentPlace(folder, name);
        int length = place.socket().toString().getBytes(UTF_8).length;
        if (length > LONGEST_SOCKET) {
            throw new IOException("the name of the socket " + place.socket() + " is longer than " + LONGEST_SOCKET
                    + " bytes; let DISTCOMPILE_CACHE name a folder with a shorter path");
        }
        return place;
    }

    Path socket() {
        return folder.resolve(name + ".sock");
    }

    /** Held locked as long as a resident client lives. */
    Path lock() {
        return folder.resolve(name + ".lock");
    }

    Path log() {
        return folder.resolve(name + ".log");
    }
}
