package io.jenkins.plugins.distcompile.inputs;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * A folder where headers are looked for, as it was when last looked at; it need not exist. Guarded by its
 * {@link SourceTree}.
 */
final class Folder {
    private final String path;
    private final File file;
    private final String normal;
    /** Names that the answer to some search rests on. */
    private final Set<String> asked = new HashSet<>();

    private Set<String> names = Set.of();
    private long modified = -1; // 0 = not there; -1 = not looked at yet
    private long listedMillis;
    private String real;
    private String trouble; // null = paths through it mean the same in a mirror

    /** @param path absolute; may hold {@code ..} */
    Folder(String path) {
        this.path = path;
        this.file = new File(path);
        this.normal = Path.of(path).normalize().toString();
        look();
    }

    /** Without {@code ..}. */
    String normal() {
        return normal;
    }

    /** By the system's word; null = it is not there. */
    String real() {
        return real;
    }

    boolean exists() {
        return modified > 0;
    }

    boolean has(String name) {
        asked.add(name);
        return names.contains(name);
    }

    /** Why what lies in it cannot be mirrored, one line; null = it can. */
    String trouble() {
        return trouble;
    }

    /** Looks again if it may have changed. @return whether a name that was asked for has come or gone */
    boolean look() {
        long now = file.lastModified();
        if (now == modified && (now == 0 || Times.settled(now, listedMillis))) {
            return false;
        }
        Set<String> before = names;
        boolean was = exists();
        modified = now;
        listedMillis = System.currentTimeMillis();
        String[] listed = now == 0 ? null : file.list();
        names = listed == null ? Set.of() : Set.of(listed);
        real = null;
        trouble = exists() ? foundTrouble() : null;
        return was != exists() || asked.stream().anyMatch(name -> before.contains(name) != names.contains(name));
    }

    /** gcc prefers the real name of a system's header where that is shorter; and a link's parent is another's. */
    private String foundTrouble() {
        try {
            real = file.toPath().toRealPath().toString();
            boolean plain = real.equals(normal) || !path.contains("..") && real.length() >= normal.length();
            return plain ? null : "symbolic links lead to " + normal;
        } catch (IOException e) {
            return "cannot be looked at: " + normal;
        }
    }
}
