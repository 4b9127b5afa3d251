package io.jenkins.plugins.distcompile.agent.activity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Watches keyboards, mice, other pointers and touch screens. Each device is seen in the best way that this account has:
 * its event node, else an interrupt line that serves it alone, else it is reported as blind. Devices may come and go.
 * Called by {@link LinuxActivityMonitor} only.
 */
final class InputWatch implements AutoCloseable {
    private final Path proc;
    private final Path sys;
    private final Path dev;
    private final Map<InputDevice, EventNode> nodes = new HashMap<>();
    /** Device to the count of its interrupt line at the sample before. */
    private final Map<InputDevice, Long> counts = new HashMap<>();

    InputWatch(Path proc, Path sys, Path dev) {
        this.proc = proc;
        this.sys = sys;
        this.dev = dev;
    }

    void look(Findings findings) {
        Optional<String> list = KernelFiles.text(proc.resolve("bus/input/devices"));
        if (list.isEmpty()) {
            findings.blind(Sign.KEYBOARD, "the kernel's list of input devices, proc/bus/input/devices, cannot be read");
            return;
        }
        List<InputDevice> devices = InputDeviceList.parse(list.get(), wordBits()).stream()
                .filter(device -> !device.signs().isEmpty())
                .toList();
        forgetAllBut(new HashSet<>(devices));
        Interrupts interrupts =
                Interrupts.parse(KernelFiles.text(proc.resolve("interrupts")).orElse(""));
        boolean usbForHandsOnly = usbForHandsOnly();
        for (InputDevice device : devices) {
            device.signs().forEach(findings::present);
            if (!lookAtNode(device, findings)) {
                lookAtInterrupts(device, interrupts, usbForHandsOnly, findings);
            }
        }
    }

    private boolean lookAtNode(InputDevice device, Findings findings) {
        if (device.eventNode() == null) {
            return false;
        }
        try {
            EventNode node = nodes.get(device);
            if (node == null) {
                node = openReadable(dev.resolve("input").resolve(device.eventNode()));
                nodes.put(device, node);
            }
            if (node.drain()) {
                tell(device, findings);
            }
            return true;
        } catch (IOException e) {
            close(nodes.remove(device));
            return false;
        }
    }

    private static EventNode openReadable(Path node) throws IOException {
        // Asked first, so that an account without the right does not leave a refused open in the audit log at each
        // tick.
        if (!Files.isReadable(node)) {
            throw new IOException(node + " is not readable");
        }
        return EventNode.open(node);
    }

    private void lookAtInterrupts(
            InputDevice device, Interrupts interrupts, boolean usbForHandsOnly, Findings findings) {
        OptionalLong count = count(device, interrupts, usbForHandsOnly);
        if (count.isEmpty()) {
            for (Sign sign : device.signs()) {
                findings.blind(
                        sign,
                        device.name() + ": its events need root or the group input"
                                + (device.bus() == InputDevice.BUS_USB
                                        ? ", and its interrupts are shared with other USB devices"
                                        : ", and it has no interrupt line of its own"));
            }
            return;
        }
        Long before = counts.put(device, count.getAsLong());
        if (before != null && before != count.getAsLong()) {
            tell(device, findings);
        }
    }

    private static OptionalLong count(InputDevice device, Interrupts interrupts, boolean usbForHandsOnly) {
        long count =
                switch (device.bus()) {
                    case InputDevice.BUS_I8042 ->
                        interrupts.i8042(device.signs().contains(Sign.KEYBOARD));
                    case InputDevice.BUS_I2C -> interrupts.i2c(device.name().split(" ")[0]);
                    case InputDevice.BUS_USB -> usbForHandsOnly ? interrupts.usb() : -1;
                    default -> -1;
                };
        return count < 0 ? OptionalLong.empty() : OptionalLong.of(count);
    }

    private static void tell(InputDevice device, Findings findings) {
        for (Sign sign : device.signs()) {
            findings.sign(sign, findings.now(), device.name());
        }
    }

    /** Whether every USB interface is a human interface (class 03) or a hub (09): then the controllers' interrupts are a person's. */
    private boolean usbForHandsOnly() {
        List<Path> interfaces = KernelFiles.entries(sys.resolve("bus/usb/devices"), "*:*");
        return !interfaces.isEmpty()
                && interfaces.stream()
                        .map(path -> KernelFiles.text(path.resolve("bInterfaceClass"))
                                .orElse("")
                                .trim())
                        .allMatch(kind -> kind.equals("03") || kind.equals("09"));
    }

    private static int wordBits() {
        return System.getProperty("os.arch", "").contains("64") ? Long.SIZE : Integer.SIZE;
    }

    private void forgetAllBut(Set<InputDevice> devices) {
        counts.keySet().retainAll(devices);
        nodes.entrySet().removeIf(entry -> {
            boolean gone = !devices.contains(entry.getKey());
            if (gone) {
                close(entry.getValue());
            }
            return gone;
        });
    }

    private static void close(EventNode node) {
        if (node != null) {
            node.close();
        }
    }

    @Override
    public void close() {
        forgetAllBut(Set.of());
    }
}
