package io.jenkins.plugins.distcompile.agent.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Keeps scores in a small JSON file of the helper's state folder. A file that is missing or damaged, or of another
 * edition of the source, holds none: everything in it can be measured again. One helper process owns the file;
 * thread-safe within it.
 */
public final class BenchmarkStore {
    private static final int MAX_SCORES = 64;
    private static final long MAX_FILE_BYTES = 1 << 20;

    private final Path file;
    private final ObjectMapper json = new ObjectMapper();

    public BenchmarkStore(Path file) {
        this.file = file;
    }

    /** The score last measured for the key. */
    public synchronized Optional<BenchmarkScore> find(BenchmarkKey key) {
        return read().stream()
                .filter(row -> row.key().equals(key))
                .map(Row::score)
                .findFirst();
    }

    /**
     * Keeps a score; the oldest go when there are more than {@value #MAX_SCORES}.
     *
     * @throws IOException if the file cannot be written; the one before is whole then
     */
    public synchronized void put(BenchmarkKey key, BenchmarkScore score) throws IOException {
        List<Row> rows = new ArrayList<>(read());
        rows.removeIf(row -> row.key().equals(key));
        rows.add(new Row(key, score));
        rows.sort(Comparator.comparingLong((Row row) -> row.score().measuredAtMillis())
                .reversed());
        Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
        Path part = Files.createTempFile(folder, "benchmark", ".part");
        try {
            json.writeValue(
                    part.toFile(),
                    new Content(BenchmarkUnit.EDITION, rows.subList(0, Math.min(rows.size(), MAX_SCORES))));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private List<Row> read() {
        try {
            if (!Files.exists(file) || Files.size(file) > MAX_FILE_BYTES) {
                return List.of();
            }
            Content content = json.readValue(file.toFile(), Content.class);
            boolean usable = content != null
                    && content.edition() == BenchmarkUnit.EDITION
                    && content.scores() != null
                    && content.scores().stream()
                            .allMatch(row -> row != null && row.key() != null && row.score() != null);
            return usable ? content.scores() : List.of();
        } catch (IOException e) {
            System.getLogger(BenchmarkStore.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "{0} is damaged; the benchmark will be measured anew: {1}",
                            file,
                            String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            return List.of();
        }
    }

    record Content(int edition, List<Row> scores) {}

    record Row(BenchmarkKey key, BenchmarkScore score) {}
}
