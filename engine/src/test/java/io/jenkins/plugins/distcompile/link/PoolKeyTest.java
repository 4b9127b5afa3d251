package io.jenkins.plugins.distcompile.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class PoolKeyTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final PoolKey key = PoolKey.generate();
    private Path file;

    @Before
    public void name() {
        file = folder.getRoot().toPath().resolve("pool.key");
    }

    @Test
    public void aKeyComesBackFromItsFileWhichIsItsOwnersAlone() throws Exception {
        key.write(file);
        assertThat(PoolKey.read(file)).isEqualTo(key).isNotEqualTo(PoolKey.generate());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder.getRoot().list()).containsExactly("pool.key");
    }

    @Test
    public void anExistingFileIsNotOverwritten() throws Exception {
        key.write(file);
        assertThatThrownBy(() -> PoolKey.generate().write(file)).hasMessageContaining("not overwritten");
        assertThat(PoolKey.read(file)).isEqualTo(key);
        assertThat(folder.getRoot().list()).hasSize(1);
    }

    @Test
    public void aKeyThatOthersCanReadIsRefusedWithTheRemedy() throws Exception {
        key.write(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> PoolKey.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("chmod 600 " + file);
    }

    @Test
    public void whatIsNoKeyIsRefusedWithItsName() throws Exception {
        String good = key.toText();
        for (String bad :
                new String[] {"", "x", good + good, good.replace("key 1", "key 2"), good.substring(0, 50), "é"}) {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, bad);
            assertThatThrownBy(() -> PoolKey.read(file)).hasMessageContaining(file + ": not a pool key");
        }
        assertThatThrownBy(() -> PoolKey.read(folder.getRoot().toPath())).hasMessageContaining("no such key file");
    }

    @Test
    public void theSecretIsNeverShown() {
        assertThat(key.toString()).isEqualTo("PoolKey[hidden]");
    }
}
