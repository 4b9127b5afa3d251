package io.jenkins.plugins.distcompile.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.distcompile.toolchain.CompilerCall.Compile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What is learnt from one run of the real preprocessor is what it would write for the next source. */
public class ProloguesTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final Prologues prologues = new Prologues();
    private Path root;

    @Before
    public void resolveRoot() throws Exception {
        root = folder.getRoot().toPath().toRealPath();
    }

    @Test
    public void theNextSourceGetsTheTextThatThePreprocessorWouldWrite() throws Exception {
        for (String options : List.of("gcc -O2 -g", "gcc -DNAME='\"x\"' -UY -O1", "g++ -std=c++17 -include first.h")) {
            Files.writeString(root.resolve("first.h"), "#define FIRST 1\n");
            preprocess(options, "one.c", "int one(int a) { return a % 7; }\n", prologues);
            String source = "/* two */ const char *two = \"a\\n\"; // it's\nint table[] = {\n 1,\n};\n";

            byte[] real = preprocess(options, "two.c", source, new Prologues());

            assertThat(prologues.text(compile(options, "two.c"), source.getBytes(StandardCharsets.UTF_8)))
                    .as(options)
                    .contains(real);
        }
    }

    @Test
    public void sourcesThatMayHoldADirectiveAreLeftToThePreprocessor() throws Exception {
        preprocess("gcc", "one.c", "int one;\n", prologues);
        for (String source : List.of(
                "#define X\n", "%:define X\n", "??=define X\n", "?\\\n?=define X\n", "int x; // no end of line", "")) {
            assertThat(prologues.text(compile("gcc", "two.c"), source.getBytes(StandardCharsets.UTF_8)))
                    .as(source)
                    .isEmpty();
        }
    }

    @Test
    public void otherOptionsAndDependencyFilesLearnForThemselves() throws Exception {
        byte[] source = "int two;\n".getBytes(StandardCharsets.UTF_8);
        preprocess("gcc", "one.c", "int one;\n", prologues);

        assertThat(prologues.text(compile("gcc -DX", "two.c"), source)).isEmpty();
        assertThat(prologues.text(compile("gcc -MD", "two.c"), source)).isEmpty();
        assertThat(prologues.text(compile("gcc", "two.c"), source)).isPresent();
    }

    private byte[] preprocess(String options, String name, String source, Prologues learning) throws Exception {
        Files.writeString(root.resolve(name), source);
        Preprocessor.Outcome outcome = new Preprocessor(compile(options, name), System.getenv(), false, learning).run();
        assertThat(outcome).isInstanceOf(Preprocessor.Outcome.Ready.class);
        return ((Preprocessor.Outcome.Ready) outcome).text();
    }

    private Compile compile(String options, String name) {
        return (Compile) CommandLine.parse(ShellWords.split(options + " -c " + name), root);
    }
}
