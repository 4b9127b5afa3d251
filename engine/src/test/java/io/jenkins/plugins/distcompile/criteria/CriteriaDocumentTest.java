package io.jenkins.plugins.distcompile.criteria;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Test;

public class CriteriaDocumentTest {
    private final Path page = Path.of("..", "docs", "criteria.md");

    @Test
    public void theTableOfFactsIsTheCodes() throws Exception {
        assertThat(Files.readString(page)).contains(Facts.table());
    }

    @Test
    public void theExamplesCanBeRead() throws Exception {
        Matcher block = Pattern.compile("```criteria\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(page));
        int lines = 0;
        while (block.find()) {
            for (String line : block.group(1).split("\n")) {
                assertThat(Criteria.parse(line).toString()).isEqualTo(line);
                lines++;
            }
        }
        assertThat(lines).isGreaterThan(4);
    }
}
