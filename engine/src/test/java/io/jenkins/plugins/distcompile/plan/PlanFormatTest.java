package io.jenkins.plugins.distcompile.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class PlanFormatTest {
    private static final Path DOCS = Path.of("..", "docs");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private static List<String> properties(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .map(n -> n.equals("schema") ? "$schema" : n)
                .toList();
    }

    private static List<String> names(JsonNode properties) {
        List<String> names = new java.util.ArrayList<>();
        properties.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    public void theSchemaListsWhatTheReaderKnows() throws IOException {
        JsonNode schema =
                new ObjectMapper().readTree(DOCS.resolve("plan.schema.json").toFile());
        JsonNode definitions = schema.get("$defs");
        assertThat(names(schema.get("properties")))
                .containsExactlyInAnyOrderElementsOf(properties(PlanFile.Document.class));
        assertThat(names(definitions.get("unit").get("properties")))
                .containsExactlyInAnyOrderElementsOf(properties(UnitEntry.class));
        assertThat(names(definitions.get("needs").get("properties")))
                .containsExactlyInAnyOrderElementsOf(properties(UnitEntry.Needs.class));
        List<String> kinds = new java.util.ArrayList<>();
        definitions.get("unit").get("properties").get("kind").get("enum").forEach(k -> kinds.add(k.textValue()));
        assertThat(kinds)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(UnitKind.values()).map(UnitKind::id).toList());
    }

    @Test
    public void thePagesTablesListWhatTheReaderKnows() throws IOException {
        String page = Files.readString(DOCS.resolve("plan-format.md"));
        for (String property : properties(UnitEntry.class)) {
            assertThat(page).contains("| `" + property + "` | ");
        }
    }

    @Test
    public void thePagesExampleCanBeRead() throws Exception {
        Matcher block = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(DOCS.resolve("plan-format.md")));
        assertThat(block.find()).isTrue();
        Path root = folder.getRoot().toPath();
        for (String source : List.of("tools/make_table.sh", "src/crc32.c")) {
            Files.createDirectories(root.resolve(source).getParent());
            Files.createFile(root.resolve(source));
        }
        Path file = Files.writeString(root.resolve("plan.json"), block.group(1));
        Plan plan = PlanFile.read(file).plan();
        assertThat(plan.predecessors(1)).containsExactly(0);
        assertThat(plan.predecessors(2)).containsExactly(1);
    }

    @Test
    public void theSampleProjectsPlanHasEverySource() throws Exception {
        Path sample = Path.of("..", "examples", "sample");
        Plan plan = PlanFile.read(sample.resolve("plan.json")).plan();
        try (var sources = Files.list(sample.resolve("src"))) {
            assertThat(plan.units().stream()
                            .filter(u -> u.kind() == UnitKind.COMPILE)
                            .map(Unit::id))
                    .containsExactlyInAnyOrderElementsOf(
                            sources.map(s -> "src/" + s.getFileName()).toList());
        }
        assertThat(plan.size()).isBetween(26, 40);
    }
}
