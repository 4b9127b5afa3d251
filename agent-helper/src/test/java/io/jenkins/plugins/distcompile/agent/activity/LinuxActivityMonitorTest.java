package io.jenkins.plugins.distcompile.agent.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class LinuxActivityMonitorTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void aKeyPressShowsInTheKeyboardsOwnInterruptWithoutRoot() throws Exception {
        Machine laptop = machine("laptop");
        try (ActivityMonitor monitor = laptop.monitor()) {
            assertThat(monitor.sample().seen()).doesNotContainKey(Sign.KEYBOARD);
            laptop.after(Duration.ofSeconds(5)).replace("proc/interrupts", "45210", "45212");
            assertThat(monitor.sample().seen().get(Sign.KEYBOARD))
                    .isEqualTo(new Activity.Seen(0, "AT Translated Set 2 keyboard"));
            laptop.after(Duration.ofSeconds(40));
            Activity later = monitor.sample();
            assertThat(later.seen().get(Sign.KEYBOARD).secondsAgo()).isEqualTo(40);
            assertThat(later.seen()).doesNotContainKeys(Sign.POINTER, Sign.TOUCH_SCREEN);
            assertThat(later.blind()).extracting(Blind::sign).doesNotContain(Sign.KEYBOARD);
        }
    }

    @Test
    public void fingersOnPadAndScreenAreToldApart() throws Exception {
        Machine laptop = machine("laptop");
        try (ActivityMonitor monitor = laptop.monitor()) {
            monitor.sample();
            laptop.replace("proc/interrupts", "1204  intel-gpio", "1209  intel-gpio");
            assertThat(monitor.sample().seen()).containsKey(Sign.TOUCH_SCREEN).doesNotContainKey(Sign.POINTER);
            laptop.replace("proc/interrupts", "208841", "208842");
            assertThat(monitor.sample().seen().get(Sign.POINTER).what()).contains("Touchpad");
        }
    }

    @Test
    public void usbInterruptsSpeakForPeopleOnlyWhileNothingElseIsPluggedIn() throws Exception {
        Machine desktop = machine("desktop");
        desktop.write("sys/bus/usb/devices/1-0:1.0/bInterfaceClass", "09\n");
        desktop.write("sys/bus/usb/devices/1-3:1.0/bInterfaceClass", "03\n");
        try (ActivityMonitor monitor = desktop.monitor()) {
            monitor.sample();
            desktop.replace("proc/interrupts", "781203", "781204");
            assertThat(monitor.sample().seen()).containsKeys(Sign.KEYBOARD, Sign.MOUSE);
            desktop.write("sys/bus/usb/devices/1-5:1.0/bInterfaceClass", "01\n");
            assertThat(monitor.sample().blind())
                    .filteredOn(blind -> blind.sign() == Sign.MOUSE)
                    .singleElement()
                    .extracting(Blind::reason)
                    .asString()
                    .contains("Logitech USB Optical Mouse", "group input", "shared");
        }
    }

    @Test
    public void anEventNodeThatMayBeReadTellsItsOwnDevice() throws Exception {
        Machine desktop = machine("desktop");
        Path node = desktop.root.resolve("dev/input/event5");
        Files.createDirectories(node.getParent());
        assertThat(new ProcessBuilder("mkfifo", node.toString()).start().waitFor())
                .isZero();
        try (ActivityMonitor monitor = desktop.monitor()) {
            assertThat(monitor.sample().seen()).doesNotContainKey(Sign.MOUSE);
            try (OutputStream mouse = new FileOutputStream(node.toFile())) {
                mouse.write(new byte[24 * 3]);
            }
            Activity activity = monitor.sample();
            assertThat(activity.seen().get(Sign.MOUSE).what()).isEqualTo("Logitech USB Optical Mouse");
            assertThat(activity.seen()).doesNotContainKey(Sign.KEYBOARD);
            assertThat(activity.blind())
                    .extracting(Blind::sign)
                    .contains(Sign.KEYBOARD)
                    .doesNotContain(Sign.MOUSE);
            desktop.after(Duration.ofSeconds(9));
            assertThat(monitor.sample().seen().get(Sign.MOUSE).secondsAgo()).isEqualTo(9);
        }
    }

    @Test
    public void aRunningCaptureIsAnOpenMicrophoneAndAPlaybackIsNot() throws Exception {
        try (ActivityMonitor desktop = machine("desktop").monitor()) {
            assertThat(desktop.sample().seen().get(Sign.MICROPHONE))
                    .isEqualTo(new Activity.Seen(0, "capture on sound card Snowball"));
        }
        try (ActivityMonitor laptop =
                Machine.recorded("laptop", folder.newFolder().toPath()).monitor()) {
            Activity activity = laptop.sample();
            assertThat(activity.present()).contains(Sign.MICROPHONE);
            assertThat(activity.seen()).doesNotContainKey(Sign.MICROPHONE);
        }
    }

    @Test
    public void aBluetoothAdapterMayHideAMicrophone() throws Exception {
        Machine vm = machine("vm");
        Files.createDirectories(vm.root.resolve("sys/class/bluetooth/hci0"));
        try (ActivityMonitor monitor = vm.monitor()) {
            assertThat(monitor.sample().blind()).extracting(Blind::sign).contains(Sign.MICROPHONE);
        }
    }

    @Test
    public void aHeadlessMachineShowsNoPerson() throws Exception {
        Machine vm = machine("vm");
        vm.write("sys/bus/usb/devices/1-1:1.0/bInterfaceClass", "03\n");
        try (ActivityMonitor monitor = vm.monitor()) {
            monitor.sample();
            Activity activity = monitor.sample();
            assertThat(activity.personIdleSeconds()).isEqualTo(-1);
            assertThat(activity.present()).containsExactlyInAnyOrder(Sign.POINTER, Sign.PROCESSES);
            assertThat(activity.blind()).isEmpty();
        }
    }

    @Test
    public void whatIsTypedOnATerminalIsASessionsSign() throws Exception {
        Machine vm = machine("vm");
        vm.write("dev/pts/3", "");
        Files.setLastModifiedTime(vm.root.resolve("dev/pts/3"), FileTime.from(vm.now));
        Files.setAttribute(vm.root.resolve("dev/pts/3"), "lastAccessTime", FileTime.from(vm.now.minusSeconds(75)));
        try (ActivityMonitor monitor = vm.monitor()) {
            Activity activity = monitor.sample();
            assertThat(activity.seen().get(Sign.SESSION)).isEqualTo(new Activity.Seen(75, "terminal 3"));
            assertThat(activity.personIdleSeconds()).isEqualTo(75);
        }
    }

    @Test
    public void aGraphicalSessionIsAskedOrReportedAsBlind() throws Exception {
        Machine laptop = machine("laptop");
        try (ActivityMonitor monitor = laptop.monitor()) {
            assertThat(monitor.sample().blind())
                    .contains(new Blind(
                            Sign.SESSION, "wayland session of anna: the login service does not tell its idle time"));
            laptop.graphicalActive = laptop.now.minusSeconds(12);
            assertThat(monitor.sample().seen().get(Sign.SESSION))
                    .isEqualTo(new Activity.Seen(12, "wayland session of anna"));
        }
    }

    @Test
    public void missingAndHiddenFilesAreBlindSpotsAndNoFailure() throws Exception {
        Machine vm = machine("vm");
        Files.delete(vm.root.resolve("proc/bus/input/devices"));
        Files.delete(vm.root.resolve("proc/1/stat"));
        try (ActivityMonitor monitor = vm.monitor()) {
            assertThat(monitor.sample().blind())
                    .extracting(Blind::sign)
                    .containsExactlyInAnyOrder(Sign.KEYBOARD, Sign.PROCESSES);
        }
    }

    @Test
    public void loginctlsAnswerIsUnderstood() {
        java.time.Instant now = java.time.Instant.ofEpochSecond(2_000_000_000);
        assertThat(LoginctlIdle.parse("IdleHint=no\nIdleSinceHint=0\n", now)).contains(now);
        assertThat(LoginctlIdle.parse("IdleHint=yes\nIdleSinceHint=1999999990000000\n", now))
                .contains(now.minusSeconds(10));
        assertThat(LoginctlIdle.parse("IdleHint=yes\nIdleSinceHint=0\n", now)).isEmpty();
        assertThat(LoginctlIdle.parse("Failed to connect to bus", now)).isEmpty();
        assertThat(new LoginctlIdle("no-such-program-here").lastActive("2", now))
                .isEmpty();
    }

    private Machine machine(String name) throws Exception {
        return Machine.recorded(name, folder.newFolder().toPath());
    }
}
