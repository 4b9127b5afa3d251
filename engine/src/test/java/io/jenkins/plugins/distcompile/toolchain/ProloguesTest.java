package io.jenkins.plugins.distcompile.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.distcompile.toolchain.CompilerCall.Compile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What is learnt from one run of the real preprocessor is what it would write for the next source, but for comments. */
public class ProloguesTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private static final Pattern COMMENT = Pattern.compile("/[*].*?[*]/", Pattern.DOTALL);

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

            byte[] text = prologues
                    .text(compile(options, "two.c"), source.getBytes(StandardCharsets.UTF_8))
                    .orElseThrow();
            assertThat(new String(text, StandardCharsets.UTF_8))
                    .as(options)
                    .hasSizeLessThan(real.length / 3)
                    .isEqualTo(withoutComments(real, source.length()));
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

    /** All before the source, which ends the text. */
    private static String withoutComments(byte[] text, int sourceLength) {
        String whole = new String(text, StandardCharsets.UTF_8);
        String head = whole.substring(0, whole.length() - sourceLength);
        return COMMENT.matcher(head).replaceAll(comment -> "\n"
                        .repeat((int) comment.group().lines().count() - 1))
                + whole.substring(head.length());
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
