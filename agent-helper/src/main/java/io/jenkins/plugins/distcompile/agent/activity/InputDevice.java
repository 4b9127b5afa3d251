package io.jenkins.plugins.distcompile.agent.activity;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One device of the kernel's input list, classified.
 *
 * @param name the kernel's name for it
 * @param sysfs its path under {@code /sys}; empty = none
 * @param eventNode {@code event3}; null = it has no event node
 * @param bus bus type of linux/input.h: 0x03 USB, 0x05 Bluetooth, 0x11 i8042, 0x18 I²C
 * @param signs what a person does with it; empty = nothing (lid switch, power button, loudspeaker)
 */
record InputDevice(String name, String sysfs, String eventNode, int bus, Set<Sign> signs) {
    static final int BUS_USB = 0x03;
    static final int BUS_BLUETOOTH = 0x05;
    static final int BUS_I8042 = 0x11;
    static final int BUS_I2C = 0x18;

    // Bit numbers of linux/input-event-codes.h.
    private static final int EV_KEY = 0x01;
    private static final int REL_X = 0x00;
    private static final int REL_Y = 0x01;
    private static final int ABS_X = 0x00;
    private static final int ABS_Y = 0x01;
    private static final int ABS_MT_POSITION_X = 0x35;
    private static final int FIRST_LETTER_ROW_KEY = 1; // KEY_ESC
    private static final int LAST_LETTER_ROW_KEY = 31; // KEY_S
    private static final int BTN_MOUSE = 0x110;
    private static final int BTN_JOYSTICK = 0x120;
    private static final int BTN_GAMEPAD = 0x130;
    private static final int BTN_TOOL_PEN = 0x140;
    private static final int BTN_TOOL_FINGER = 0x145;
    private static final int BTN_TOUCH = 0x14a;
    private static final int PROP_DIRECT = 0x01;
    private static final int PROP_POINTING_STICK = 0x05;

    InputDevice {
        signs = Set.copyOf(signs);
    }

    /**
     * What the capability bits make of a device. The rules are those that the kernel's input documentation
     * (event-codes, input-programming) gives for telling keyboards, mice, touch pads and touch screens apart: a keyboard
     * has the whole block from Escape to S; a mouse moves relatively and has a left button; a touch screen is touched
     * directly; a touch pad senses fingers, but not directly.
     */
    static Set<Sign> classify(Bits events, Bits keys, Bits relative, Bits absolute, Bits properties) {
        EnumSet<Sign> signs = EnumSet.noneOf(Sign.class);
        if (!events.has(EV_KEY)) {
            return signs;
        }
        if (keys.hasAll(FIRST_LETTER_ROW_KEY, LAST_LETTER_ROW_KEY)) {
            signs.add(Sign.KEYBOARD);
        }
        boolean plane = (absolute.has(ABS_X) && absolute.has(ABS_Y)) || absolute.has(ABS_MT_POSITION_X);
        boolean moves = relative.has(REL_X) && relative.has(REL_Y);
        if (keys.has(BTN_TOOL_PEN)) {
            signs.add(Sign.POINTER);
        } else if (plane && (properties.has(PROP_DIRECT) || keys.has(BTN_TOUCH)) && !keys.has(BTN_TOOL_FINGER)) {
            signs.add(Sign.TOUCH_SCREEN);
        } else if (plane && properties.has(PROP_DIRECT)) {
            signs.add(Sign.TOUCH_SCREEN);
        } else if (plane && (keys.has(BTN_TOOL_FINGER) || keys.has(BTN_MOUSE))) {
            signs.add(Sign.POINTER);
        } else if (moves && properties.has(PROP_POINTING_STICK)) {
            signs.add(Sign.POINTER);
        } else if (moves && keys.has(BTN_MOUSE)) {
            signs.add(Sign.MOUSE);
        } else if (keys.has(BTN_JOYSTICK) || keys.has(BTN_GAMEPAD)) {
            signs.add(Sign.POINTER);
        }
        return signs;
    }

    /** A bitmap as the kernel prints it: hexadecimal words, the highest first. */
    record Bits(List<Long> words, int wordBits) {
        static final Bits NONE = new Bits(List.of(), Long.SIZE);

        /** Reads a line such as {@code 402000007 ff803078f800d001}; null when it is not one. */
        static Bits parse(String text, int wordBits) {
            try {
                List<Long> words = text.isBlank()
                        ? List.of()
                        : java.util.Arrays.stream(text.trim().split("\\s+"))
                                .map(word -> Long.parseUnsignedLong(word, 16))
                                .toList();
                return new Bits(words, wordBits);
            } catch (NumberFormatException e) {
                return null;
            }
        }

        boolean has(int bit) {
            int fromEnd = bit / wordBits;
            return fromEnd < words.size() && (words.get(words.size() - 1 - fromEnd) >>> (bit % wordBits) & 1) == 1;
        }

        boolean hasAll(int first, int last) {
            for (int bit = first; bit <= last; bit++) {
                if (!has(bit)) {
                    return false;
                }
            }
            return true;
        }
    }
}
