package io.jenkins.plugins.distcompile.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.distcompile.toolchain.OptionTable.Argument;
import io.jenkins.plugins.distcompile.toolchain.OptionTable.Option;
import io.jenkins.plugins.distcompile.toolchain.OptionTable.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.Test;

/** docs/compilers.md says what the table of options does. */
public final class CompilersPageTest {
    private static final Path PAGE = Path.of("../docs/compilers.md");

    @Test
    public void eachOptionThatStaysHereIsListedWithItsReason() throws Exception {
        Map<String, TreeSet<String>> expected = new TreeMap<>();
        for (Option option : OptionTable.standard().rows()) {
            if (option.role() == Role.LOCAL) {
                String shown = "`" + option.name() + (option.argument() == Argument.JOINED ? "…" : "") + "`";
                expected.computeIfAbsent(option.reason(), reason -> new TreeSet<>())
                        .add(shown);
            }
        }
        assertThat(listed("why it stays here")).isEqualTo(expected);
    }

    private static Map<String, TreeSet<String>> listed(String head) throws Exception {
        List<String> rows = Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.startsWith("| " + head))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
        return rows.stream()
                .map(row -> row.split(" *\\| *"))
                .collect(Collectors.toMap(
                        cell -> cell[1],
                        cell -> new TreeSet<>(List.of(cell[2].split(" "))),
                        (one, other) -> other,
                        TreeMap::new));
    }
}
