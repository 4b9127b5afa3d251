package io.jenkins.plugins.distcompile.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class PlanFileTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path root;
    private Path file;

    @Before
    public void makeProject() throws IOException {
        root = folder.getRoot().toPath().toAbsolutePath().normalize();
        file = root.resolve("plan.json");
        Files.createDirectories(root.resolve("sub"));
        Files.createFile(root.resolve("a.c"));
        Files.createFile(root.resolve("sub/b.c"));
    }

    /** Single quotes stand for JSON's. */
    private Plan read(String json) throws Exception {
        Files.writeString(file, json.replace('\'', '"'));
        return PlanFile.read(file).plan();
    }

    private void refuses(String json, String message) {
        assertThatThrownBy(() -> read(json))
                .as(json)
                .isInstanceOf(PlanException.class)
                .hasMessageContaining(message)
                .message()
                .doesNotContain("\n");
    }

    @Test
    public void everyPropertyIsTaken() throws Exception {
        Plan plan = read("{'units': [{'id': 'one', 'kind': 'compile', 'command': 'gcc -c b.c', 'directory': 'sub',"
                + " 'inputs': ['b.c'], 'outputs': ['b.o'], 'needs': {'memory': '2GiB', 'disk': '1 MB', 'slots': 2}},"
                + "{'id': 'two', 'kind': 'link', 'command': ['ld', 'sub/b.o'], 'inputs': ['sub/b.o'], 'after': ['three']},"
                + "{'id': 'three', 'command': 'true', 'where': 'any'}]}");
        Unit one = plan.units().get(0);
        assertThat(one.command()).containsExactly("gcc", "-c", "b.c");
        assertThat(one.directory()).isEqualTo(root.resolve("sub"));
        assertThat(one.outputs()).containsExactly(root.resolve("sub/b.o"));
        assertThat(one.need()).isEqualTo(new ResourceNeed(2L << 30, 1_000_000, 2));
        assertThat(one.anywhere()).isTrue();
        assertThat(plan.units().get(1).anywhere()).isFalse();
        assertThat(plan.predecessors(1)).containsExactlyInAnyOrder(0, 2);
        assertThat(plan.units().get(2).kind()).isEqualTo(UnitKind.COMMAND);
        assertThat(plan.units().get(2).anywhere()).isTrue();
    }

    @Test
    public void thePlansDirectoryIsWhatPathsStartFrom() throws Exception {
        Plan plan =
                read("{'directory': 'sub', 'units': [{'id': 'x', 'command': 'true', 'inputs': ['b.c', '../a.c']}]}");
        assertThat(plan.units().get(0).inputs()).containsExactly(root.resolve("sub/b.c"), root.resolve("a.c"));
    }

    @Test
    public void wrongPropertiesAndValuesAreToldWithThePlace() {
        String[][] table = {
            {"{'units': [\n{'id': 'x', 'comand': 'y'}]}", "plan.json:2:27: units[0].comand: unknown property \"comand\""
            },
            {"{'unit': []}", "unit: unknown property \"unit\"; known are [$schema, directory, units]"},
            {"{'units': {}}", "units: expected a list"},
            {"{'units': [{'id': 'x', 'command': 'y', 'inputs': 'z'}]}", "units[0].inputs: expected a list"},
            {"{'units': [{'id': 'x', 'command': 'y', 'needs': {'slots': 'many'}}]}", "needs.slots: expected a number"},
            {"{'units': [{'id': 'x', 'command': 'y', 'needs': {'slots': 0}}]}", "\"slots\" is 1 to 1024, not 0"},
            {"{'units': [{'id': 'x', 'command': 'y', 'needs': {'memory': '2 Gigs'}}]}", "\"memory\" is a size like"},
            {"{'units': [{'id': 'x'}]}", "unit x: \"command\" is a text or a list"},
            {"{'units': [{'id': 'x', 'command': []}]}", "unit x: \"command\" is a text or a list"},
            {"{'units': [{'id': 'x', 'command': ['a', 1]}]}", "unit x: \"command\" holds 1"},
            {"{'units': [{'command': 'x'}]}", "a unit has no \"id\""},
            {"{'units': [{'id': 'x', 'command': 'y', 'kind': 'cmpile'}]}", "unit x: unknown kind \"cmpile\"; known are"
            },
            {"{'units': [{'id': 'x', 'command': 'y', 'where': 'here'}]}", "unit x: \"where\" is"},
            {"{'units': [{'id': 'x', 'command': 'y', 'kind': 'compile'}]}", "unit x: a compile unit names its source"},
            {"{'units': [{'id': 'x', 'command': 'y', 'after': [null]}]}", "unit x: \"after\" holds a null"},
            {"{'units': [null]}", "unit 1 is null"},
            {"{'units': []}", "has no units"},
            {"{}", "has no units"},
            {"null", "is empty"},
            {"{'units': [{'id': 'x',}]}", "plan.json:1:"},
        };
        for (String[] row : table) {
            refuses(row[0], row[1]);
        }
    }

    @Test
    public void plansThatCannotBeBuiltAreRefusedWithTheUnitsNames() {
        String[][] table = {
            {"{'id': 'x', 'command': 'y', 'inputs': ['no.c']}", "unit x: its input " + root + "/no.c does not exist"},
            {"{'id': 'x', 'command': 'y', 'directory': 'no'}", "unit x: directory " + root + "/no does not exist"},
            {"{'id': 'x', 'command': 'y', 'after': ['z']}", "unit x comes after z, which is not in the plan"},
            {"{'id': 'x', 'command': 'y'}, {'id': 'x', 'command': 'y'}", "two units are called x"},
            {
                "{'id': 'x', 'command': 'y', 'outputs': ['o']}, {'id': 'z', 'command': 'y', 'outputs': ['./o']}",
                "units x and z both write " + root + "/o"
            },
            {
                "{'id': 'x', 'command': 'y', 'after': ['z']}, {'id': 'z', 'command': 'y', 'after': ['x']}",
                "units wait for each other in a circle: x → z → x"
            },
        };
        for (String[] row : table) {
            refuses("{'units': [" + row[0] + "]}", row[1]);
        }
    }

    @Test
    public void aFileBeyondTheLimitIsNotRead() throws Exception {
        Files.writeString(file, "{ }");
        assertThatThrownBy(() -> JsonInput.read(
                        file, "plan file", 2, new com.fasterxml.jackson.databind.ObjectMapper().reader()))
                .hasMessageContaining("has 3 bytes, more than the limit of 2");
    }
}
