package io.jenkins.plugins.distcompile.farm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.distcompile.report.BuildEvent;
import io.jenkins.plugins.distcompile.toolchain.ShellWords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;

/**
 * Real projects through four helper processes over TLS; every object is compared with the local compiler's. The
 * projects come from bench/corpora/fetch, to DISTCOMPILE_CORPORA or target/corpora of the checkout.
 */
public class CorpusIT {
    @Rule
    public final Farm farm = new Farm();

    private final ExecutorService workers =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    private final List<Future<Path>> references = new ArrayList<>();

    @After
    public void stopWorkers() {
        workers.shutdownNow();
    }

    @Test
    public void redisComesBackByteForByte() throws Exception {
        everyObjectIsTheLocalOne("redis", 100);
    }

    @Test
    public void leveldbComesBackByteForByte() throws Exception {
        everyObjectIsTheLocalOne("leveldb", 30);
    }

    @Test
    public void taglibComesBackByteForByte() throws Exception {
        everyObjectIsTheLocalOne("taglib", 100);
    }

    @Test
    public void luaComesBackByteForByte() throws Exception {
        everyObjectIsTheLocalOne("lua", 30);
    }

    private void everyObjectIsTheLocalOne(String corpus, int leastUnits) throws Exception {
        everyObjectIsTheLocalOne(corpus, leastUnits, "auto");
        long elsewhere = farm.events(BuildEvent.Prepared.class)
                .filter(BuildEvent.Prepared::elsewhere)
                .count();
        assertThat(elsewhere).as("preprocessed by agents").isGreaterThan(leastUnits * 9 / 10);
        everyObjectIsTheLocalOne(corpus, leastUnits, "local");
    }

    private void everyObjectIsTheLocalOne(String corpus, int leastUnits, String preprocess) throws Exception {
        Path database = corpora().resolve(corpus).resolve("compile_commands.json");
        assertThat(database).as("run bench/corpora/fetch first").exists();
        List<String> pool = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            pool.add(farm.helperWith(Path.of("gcc"), "helper-" + preprocess + i, "--slots", "1", "--allow", "g++")
                    .address());
        }
        Path out = farm.path("out-" + preprocess);
        Files.deleteIfExists(farm.events());
        Cli build = Cli.start(
                        farm.root(),
                        List.of(
                                "build",
                                "--compile-commands",
                                database.toString(),
                                "--out",
                                out.toString(),
                                "--pool",
                                String.join(",", pool),
                                "--key-file",
                                farm.key().toString(),
                                "--preprocess",
                                preprocess,
                                "--events",
                                farm.events().toString(),
                                "--json"))
                .finish();

        assertThat(build.status()).as(build.err()).isZero();
        JsonNode summary = build.json();
        int units = summary.get("units").asInt();
        assertThat(units).isGreaterThanOrEqualTo(leastUnits);
        assertThat(summary.get("succeeded").asInt()).isEqualTo(units);
        assertThat(summary.get("remoteUnits").asInt()).as(summary.toString()).isGreaterThan(units * 8 / 10);
        if (references.isEmpty()) {
            for (JsonNode entry : new ObjectMapper().readTree(database.toFile())) {
                references.add(workers.submit(() -> compileHere(entry)));
            }
        }
        for (Future<Path> reference : references) {
            Path name = reference.get().getFileName();
            assertThat(out.resolve("build").resolve(name)).as(name.toString()).hasSameBinaryContentAs(reference.get());
        }
        assertThat(references).hasSize(units);
    }

    private Path compileHere(JsonNode entry) throws Exception {
        Path object = Files.createDirectories(farm.path("reference"))
                .resolve(Path.of(entry.get("output").asText()).getFileName());
        List<String> command = new ArrayList<>();
        for (String word : ShellWords.split(entry.get("command").asText())) {
            command.add(word.equals(entry.get("output").asText()) ? object.toString() : word);
        }
        Process compiler = new ProcessBuilder(command)
                .directory(Path.of(entry.get("directory").asText()).toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(compiler.waitFor()).as(String.join(" ", command)).isZero();
        return object;
    }

    private static Path corpora() {
        String named = System.getenv("DISTCOMPILE_CORPORA");
        return named != null
                ? Path.of(named)
                : Path.of("..", "target", "corpora").toAbsolutePath().normalize();
    }
}
