package io.jenkins.plugins.distcompile.agent.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.distcompile.agent.activity.InputDevice.Bits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.Test;

public class InputDeviceTest {

    @Test
    public void aLaptopsDevicesAreTold() throws Exception {
        assertThat(signs("laptop"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "Lid Switch", Set.of(),
                        "Power Button", Set.of(),
                        "AT Translated Set 2 keyboard", Set.of(Sign.KEYBOARD),
                        "ELAN0672:00 04F3:3187 Touchpad", Set.of(Sign.POINTER),
                        "ELAN900C:00 04F3:2F4A", Set.of(Sign.TOUCH_SCREEN),
                        "TPPS/2 Elan TrackPoint", Set.of(Sign.POINTER),
                        "Video Bus", Set.of(),
                        "PC Speaker", Set.of()));
    }

    @Test
    public void aDesktopsAndAVirtualMachinesDevicesAreTold() throws Exception {
        assertThat(signs("desktop"))
                .containsEntry("Cherry USB Keyboard", Set.of(Sign.KEYBOARD))
                .containsEntry("Logitech USB Optical Mouse", Set.of(Sign.MOUSE));
        assertThat(signs("vm")).containsEntry("QEMU QEMU USB Tablet", Set.of(Sign.POINTER));
    }

    @Test
    public void capabilitiesMakeTheKind() {
        // A combined receiver, a pen tablet, a game pad, a volume knob.
        assertThat(classify("17", "1f0000 0 0 0 fffffffe", "3", "0", "0"))
                .containsExactlyInAnyOrder(Sign.KEYBOARD, Sign.MOUSE);
        assertThat(classify("1b", "1c01 0 0 0 0 0", "0", "3", "1")).containsExactly(Sign.POINTER);
        assertThat(classify("b", "7fdb000000000000 0 0 0 0", "0", "3f", "0")).containsExactly(Sign.POINTER);
        assertThat(classify("5", "0", "80", "0", "0")).isEmpty();
    }

    @Test
    public void thirtyTwoBitKernelsPrintShorterWords() {
        assertThat(Bits.parse("70000 0 0 0 0 0 0 0 0", 32).has(0x110)).isTrue();
        assertThat(Bits.parse("70000 0 0 0 0 0 0 0 0", 64).has(0x110)).isFalse();
    }

    @Test
    public void damagedListsNeverFail() throws Exception {
        byte[] list = Files.readAllBytes(list("laptop"));
        for (int seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] damaged = Arrays.copyOf(list, random.nextInt(list.length));
            for (int i = 0; i < damaged.length / 20; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            String text = new String(damaged, java.nio.charset.StandardCharsets.ISO_8859_1);
            assertThat(InputDeviceList.parse(text, 64)).as("seed %d", seed).hasSizeLessThan(200);
        }
    }

    private static Set<Sign> classify(String events, String keys, String relative, String absolute, String properties) {
        return InputDevice.classify(bits(events), bits(keys), bits(relative), bits(absolute), bits(properties));
    }

    private static Bits bits(String text) {
        return Bits.parse(text, 64);
    }

    private static Map<String, Set<Sign>> signs(String machine) throws Exception {
        List<InputDevice> devices = InputDeviceList.parse(Files.readString(list(machine)), 64);
        return devices.stream().collect(Collectors.toMap(InputDevice::name, InputDevice::signs));
    }

    private static Path list(String machine) throws Exception {
        Function<String, java.net.URL> resources = InputDeviceTest.class::getResource;
        return Path.of(resources.apply(machine + "/proc/bus/input/devices").toURI());
    }
}
