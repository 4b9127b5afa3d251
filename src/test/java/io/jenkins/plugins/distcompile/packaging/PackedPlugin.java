package io.jenkins.plugins.distcompile.packaging;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/** The built .hpi, read whole: entries by name in archive order, and the plugin's own JAR within. */
record PackedPlugin(Map<String, byte[]> entries, Map<String, byte[]> ownJar) {
    static final String OWN_JAR = "WEB-INF/lib/distributed-compile.jar";
    static final String HELPER = "WEB-INF/helper/agent-helper.jar";

    static PackedPlugin open(Path hpi) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(hpi.toFile())) {
            for (ZipEntry entry : zip.stream().filter(e -> !e.isDirectory()).toList()) {
                try (var in = zip.getInputStream(entry)) {
                    entries.put(entry.getName(), in.readAllBytes());
                }
            }
        }
        byte[] own = entries.get(OWN_JAR);
        if (own == null) {
            throw new IOException(hpi + " holds no " + OWN_JAR + ", but " + entries.keySet());
        }
        return new PackedPlugin(entries, jar(own));
    }

    /** The files of a JAR, its manifest included. */
    static Map<String, byte[]> jar(byte[] bytes) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.isDirectory()) {
                    files.put(entry.getName(), in.readAllBytes());
                }
            }
        }
        return files;
    }

    static Attributes manifest(Map<String, byte[]> files) throws IOException {
        return new Manifest(new ByteArrayInputStream(files.get("META-INF/MANIFEST.MF"))).getMainAttributes();
    }

    List<String> libraries() {
        return entries.keySet().stream()
                .filter(name -> name.startsWith("WEB-INF/lib/"))
                .toList();
    }

    /** Binary names of the plugin's own classes. */
    List<String> classNames() {
        return ownJar.keySet().stream()
                .filter(name -> name.endsWith(".class"))
                .map(name ->
                        name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                .toList();
    }

    /** The class whose views and help files are in a folder; null = there is none. Nested classes have nested folders. */
    String ownerOf(String folder) {
        return classNames().stream()
                .filter(name -> name.replace('.', '/').replace('$', '/').equals(folder))
                .findFirst()
                .orElse(null);
    }

    String ownText(String name) {
        byte[] bytes = ownJar.get(name);
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }
}
