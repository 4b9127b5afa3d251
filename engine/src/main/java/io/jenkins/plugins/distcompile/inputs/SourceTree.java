package io.jenkins.plugins.distcompile.inputs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a build knows of folders and files with headers. Everything is looked at once and remembered; {@link #edition}
 * changes whenever something that was relied on does. Not safe for threads: {@link Inputs} guards it.
 */
final class SourceTree {
    private final Map<String, Folder> folders = new HashMap<>();
    private final Map<String, SourceFile> files = new HashMap<>();
    private long edition;
    private long foldersNanos = System.nanoTime();
    private String broken; // null = mirrors show nothing that is not there

    /** Rises with every change that searches may have to notice. */
    long edition() {
        return edition;
    }

    /** Why no mirror can be relied on any more; null = they can. */
    String broken() {
        return broken;
    }

    /** A folder by an absolute path, which may hold {@code ..}. */
    Folder folder(String path) {
        Folder known = folders.get(path);
        if (known == null) {
            known = new Folder(path);
            folders.put(path, known);
        }
        return known;
    }

    /** The file in a folder that has that name; null = there is none. */
    SourceFile file(Folder folder, String name) {
        if (!folder.has(name)) {
            return null;
        }
        String path = folder.normal().equals("/") ? "/" + name : folder.normal() + "/" + name;
        SourceFile known = files.get(path);
        if (known == null) {
            known = SourceFile.read(path);
            if (known != null) {
                files.put(path, known);
            }
        }
        return known;
    }

    /** The file with this absolute path; null = there is none. */
    SourceFile file(Path path) {
        Path parent = path.getParent();
        return parent == null
                ? null
                : file(folder(parent.toString()), path.getFileName().toString());
    }

    /** Looks at all folders that were not looked at since then. */
    void lookAtFolders(long sinceNanos) {
        if (foldersNanos - sinceNanos >= 0) {
            return;
        }
        foldersNanos = System.nanoTime();
        for (Folder folder : folders.values()) {
            if (folder.look()) {
                edition++;
                lookForGone(folder);
            }
        }
    }

    /** A mirror would go on showing what has gone here. */
    private void lookForGone(Folder folder) {
        for (SourceFile file : files.values()) {
            int slash = file.path().lastIndexOf('/');
            boolean here = file.path().substring(0, Math.max(1, slash)).equals(folder.normal());
            if (here && file.pack() != null && !folder.has(file.path().substring(slash + 1))) {
                broken = file + " has gone";
            }
        }
    }

    /** Looks at those of the files that were not looked at since then. */
    void lookAtFiles(Collection<SourceFile> some, long sinceNanos) {
        List<SourceFile> gone = new ArrayList<>();
        for (SourceFile file : some) {
            switch (file.look(sinceNanos)) {
                case SAME -> {}
                case OTHER -> edition++;
                case GONE -> gone.add(file);
            }
        }
        for (SourceFile file : gone) {
            edition++;
            files.remove(file.path());
            if (file.pack() != null) {
                broken = file.path() + " has gone";
            }
        }
    }
}
