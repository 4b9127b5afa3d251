package io.jenkins.plugins.distcompile.agent.activity;

import io.jenkins.plugins.distcompile.agent.activity.InputDevice.Bits;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text of {@code /proc/bus/input/devices}: blocks of lines, one block a device. Pure. */
final class InputDeviceList {
    private static final Pattern BUS = Pattern.compile("I: Bus=([0-9a-fA-F]{1,4})\\b.*");
    private static final Pattern EVENT = Pattern.compile("\\bevent\\d{1,6}\\b");
    private static final int MAX_DEVICES = 1_000;

    private InputDeviceList() {}

    /**
     * Lines that are not understood are passed over: an unknown device is no sign, and never a failure.
     *
     * @param wordBits bits in one word of the kernel's bitmaps: 64, on 32-bit kernels 32
     */
    static List<InputDevice> parse(String text, int wordBits) {
        List<InputDevice> devices = new ArrayList<>();
        for (String block : text.split("\\n\\s*\\n")) {
            if (!block.isBlank() && devices.size() < MAX_DEVICES) {
                devices.add(device(block, wordBits));
            }
        }
        return devices;
    }

    private static InputDevice device(String block, int wordBits) {
        String name = "";
        String sysfs = "";
        String node = null;
        int bus = 0;
        Bits events = Bits.NONE;
        Bits keys = Bits.NONE;
        Bits relative = Bits.NONE;
        Bits absolute = Bits.NONE;
        Bits properties = Bits.NONE;
        for (String line : block.split("\\n")) {
            Matcher busLine = BUS.matcher(line);
            if (busLine.matches()) {
                bus = Integer.parseInt(busLine.group(1), 16);
            } else if (line.startsWith("N: Name=")) {
                name = line.substring(8).replace("\"", "").trim();
            } else if (line.startsWith("S: Sysfs=")) {
                sysfs = line.substring(9).trim();
            } else if (line.startsWith("H: Handlers=")) {
                Matcher event = EVENT.matcher(line);
                node = event.find() ? event.group() : null;
            } else {
                events = bits(line, "B: EV=", wordBits, events);
                keys = bits(line, "B: KEY=", wordBits, keys);
                relative = bits(line, "B: REL=", wordBits, relative);
                absolute = bits(line, "B: ABS=", wordBits, absolute);
                properties = bits(line, "B: PROP=", wordBits, properties);
            }
        }
        return new InputDevice(
                name, sysfs, node, bus, InputDevice.classify(events, keys, relative, absolute, properties));
    }

    private static Bits bits(String line, String prefix, int wordBits, Bits otherwise) {
        if (!line.startsWith(prefix)) {
            return otherwise;
        }
        Bits read = Bits.parse(line.substring(prefix.length()), wordBits);
        return read == null ? otherwise : read;
    }
}
