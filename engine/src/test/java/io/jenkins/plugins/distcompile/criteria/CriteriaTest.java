package io.jenkins.plugins.distcompile.criteria;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.Test;

public class CriteriaTest {

    private static Verdict check(String text, AgentProfile profile) throws CriteriaException {
        return Criteria.parse(text).check(profile);
    }

    private static void passes(String... criteria) throws CriteriaException {
        for (String text : criteria) {
            assertThat(check(text, Profiles.linux())).as(text).isEqualTo(new Verdict(true, ""));
        }
    }

    private static void fails(String text, String reason) throws CriteriaException {
        assertThat(check(text, Profiles.linux())).as(text).isEqualTo(new Verdict(false, reason));
    }

    @Test
    public void emptyCriteriaPassEverybody() throws Exception {
        passes("", "  \n ", "true");
        fails("false", "the criteria say false");
    }

    @Test
    public void numbersAreComparedInTheUnitOfTheFact() throws Exception {
        passes("cpu.mhz >= 2000", "cpu.mhz >= 2.4GHz", "cpu.mhz == 2400 MHz", "mem.free >= 8GiB", "mem.free < 9 GB");
        passes("disk.free == 1536MiB", "net.rate >= 1Gbit/s", "net.rate > 100000 kbit/s", "load.cpu < 30%");
        passes("load.cpu == 0.25", "user.idle >= 10min", "user.idle > 599000ms", "load.average < 2", "slots.free != 4");
        fails("cpu.mhz >= 3GHz", "cpu.mhz 2400 MHz, wanted >= 3GHz");
        fails("mem.free > 8GiB", "mem.free 8 GiB, wanted > 8GiB");
        fails("disk.free >= 2 GiB", "disk.free 1.5 GiB, wanted >= 2 GiB");
    }

    @Test
    public void textsAreComparedExactlyAndSearchedWithoutCase() throws Exception {
        passes("os == 'linux'", "os != \"windows\"", "cpu.model ~ 'xeon'", "cpu.model contains 'E5'", "arch=='x86_64'");
        fails("os == 'Linux'", "os linux, wanted == 'Linux'");
        fails("cpu.model ~ 'EPYC'", "cpu.model Xeon E5, wanted ~ 'EPYC'");
    }

    @Test
    public void aListEqualsWhatItHolds() throws Exception {
        passes("compiler == 'gcc-12.2.0'", "compiler ~ 'CLANG'", "compiler != 'gcc-13.1.0'");
        fails("compiler == 'gcc'", "compiler gcc-12.2.0 clang++-14.0.6, wanted == 'gcc'");
        fails("compiler != 'gcc-12.2.0'", "compiler gcc-12.2.0 clang++-14.0.6, wanted != 'gcc-12.2.0'");
    }

    @Test
    public void metadataIsReadAsWhatItIsComparedWith() throws Exception {
        passes("meta.gpu_mem >= 4GiB", "meta.gpu_mem == '8GiB'", "meta.ssd == true", "meta.rack ~ 'b'");
        fails("meta.gpu_mem > 8GiB", "meta.gpu_mem 8GiB, wanted > 8GiB");
        fails("meta.rack > 3", "meta.rack 'b?7' is no such number, wanted > 3");
        fails("meta.site == 'x'", "meta.site unknown, wanted == 'x'");
    }

    @Test
    public void andBindsCloserThanOr() throws Exception {
        passes("os == 'linux' || os == 'macos' && cpu.cores > 100", "!(os == 'macos') && !false", "!!true");
        fails("(os == 'linux' || os == 'macos') && cpu.cores > 100", "cpu.cores 4, wanted > 100");
        fails("os == 'a' || slots < 2", "os linux, wanted == 'a'; or slots 4, wanted < 2");
        fails("!(os ~ 'lin') || false", "unwanted: (os ~ 'lin'); or the criteria say false");
    }

    @Test
    public void whatAMachineDoesNotSayMeetsNoThreshold() throws Exception {
        String[] unknown = {"cpu.mhz", "net.rate", "load.average", "benchmark"};
        for (String fact : unknown) {
            for (String text : new String[] {fact + " >= 0", "!(" + fact + " >= 5)", fact + " < 5 || false"}) {
                assertThat(check(text, Profiles.silent()).passed()).as(text).isFalse();
            }
        }
        assertThat(check("cpu.mhz > 1", Profiles.silent()).reason()).isEqualTo("cpu.mhz unknown, wanted > 1");
        assertThat(check("user.idle > 1h", Profiles.silent()).passed()).isTrue();
        assertThat(check("load.cpu < 0.7", Profiles.silent()).reason()).isEqualTo("load.cpu 0.92, wanted < 0.7");
        assertThat(check("cpu.mhz > 1 || os == 'linux'", Profiles.silent()).passed())
                .isTrue();
        assertThat(check("cpu.mhz > 1 && os == 'x'", Profiles.silent()).reason())
                .startsWith("os linux");
    }

    @Test
    public void errorsNameColumnAndRemedy() {
        String[][] table = {
            {"cpu.mhz >= fast", "expected a number at 12: cpu.mhz >= fast"},
            {"cpu.mgz > 3", "unknown fact cpu.mgz, did you mean cpu.mhz"},
            {"os = 'linux'", "one '=' means nothing here, write '==' at 4"},
            {"os == linux", "expected a text in quotes at 7"},
            {"os == 'linux", "the closing ' is missing for the text at 7"},
            {"os < 'linux'", "< orders numbers only at 4"},
            {"cpu.cores ~ 4", "~ looks into texts and lists"},
            {"mem.free >= 4GHz", "mem.free is measured in B kB KiB MB MiB GB GiB TB TiB at 13"},
            {"cpu.cores >= 4GiB", "cpu.cores is a number without unit at 14"},
            {"mem.free >= 4Gib", "unknown unit 'Gib'"},
            {"cpu.cores >= 1.2.3", "'1.2.3' is no number at 14"},
            {"(os == 'linux'", "expected ) at 15"},
            {"os == 'a' os == 'b'", "expected && or || at 11"},
            {"os", "expected one of == != < <= > >= ~ at 3"},
            {"&& os == 'a'", "expected the name of a fact at 1"},
            {"os == 'a' &&", "expected the name of a fact at 13"},
            {"os == 'a' & true", "unexpected character '&' at 11"},
            {"meta. == 1", "unknown fact meta."},
            {"x".repeat(5000), "longer than 4096 characters"},
            {"(".repeat(65), "nested deeper than 64 at 65"},
            {"!".repeat(200), "nested deeper than 64 at 65"},
        };
        for (String[] row : table) {
            assertThat(error(row[0]).getMessage())
                    .startsWith("criteria: " + row[1])
                    .doesNotContain("\n");
        }
        assertThat(error("cpu.mhz >=\nfast").caretLines()).isEqualTo("cpu.mhz >= fast\n           ^");
        assertThat(error("zzzzzzzzzzzz > 3").getMessage()).contains(String.join(", ", Facts.names()));
    }

    @Test
    public void wideCriteriaWithinTheLimitAreFine() throws Exception {
        String wide = "slots>0&&".repeat(400) + "true";
        assertThat(check(wide, Profiles.linux()).passed()).isTrue();
    }

    @Test
    public void randomTextIsEitherReadOrRefusedWithAPositionInside() {
        String[] pieces = {
            "cpu.mhz",
            "os",
            "meta.a",
            "compiler",
            "&&",
            "||",
            "!",
            "(",
            ")",
            "==",
            "~",
            "<",
            "4",
            "4GiB",
            "'x'",
            "'",
            "true",
            "contains",
            "-",
            "%",
            "é",
            "\u0000",
            "="
        };
        SplittableRandom random = new SplittableRandom(7);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            String text = random.ints(random.nextInt(1, 12), 0, pieces.length)
                    .mapToObj(p -> pieces[p])
                    .collect(Collectors.joining(" "));
            try {
                Criteria.parse(text).check(Profiles.linux());
                read++;
            } catch (CriteriaException e) {
                assertThat(e.column()).as("seed 7, %s", text).isBetween(1, text.length() + 1);
            }
        }
        assertThat(read).as("seed 7").isPositive();
    }

    @Test
    public void everyFactOfTheTableIsTakenFromTheProfile() {
        assertThat(Facts.names()).doesNotHaveDuplicates().hasSize(21);
        Arrays.stream(Facts.names().toArray(new String[0]))
                .filter(n -> !n.equals("meta.NAME") && !n.equals("benchmark"))
                .forEach(n -> assertThat(Facts.find(n).extractor().apply(Profiles.linux()))
                        .as(n)
                        .isNotEqualTo(Value.UNKNOWN));
    }

    private static CriteriaException error(String text) {
        try {
            Criteria.parse(text);
        } catch (CriteriaException e) {
            return e;
        }
        throw new AssertionError("was read: " + text);
    }
}
