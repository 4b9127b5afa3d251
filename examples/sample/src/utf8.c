#include "sample/bytes.h"

/* RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF. */
long sample_utf8_length(const char *text)
{
    const unsigned char *byte = (const unsigned char *)text;
    long length = 0;
    while (*byte != 0) {
        unsigned lead = *byte++;
        int more = lead < 0x80 ? 0 : lead >= 0xC2 && lead < 0xE0 ? 1 : lead >= 0xE0 && lead < 0xF0 ? 2 : lead >= 0xF0 && lead < 0xF5 ? 3 : -1;
        if (more < 0) {
            return -1;
        }
        uint32_t point = more == 0 ? lead : lead & (0x3Fu >> more);
        for (int i = 0; i < more; i++, byte++) {
            if ((*byte & 0xC0) != 0x80) {
                return -1;
            }
            point = (point << 6) | (*byte & 0x3Fu);
        }
        if ((more == 2 && (point < 0x800 || (point >= 0xD800 && point < 0xE000)))
            || (more == 3 && (point < 0x10000 || point > 0x10FFFF))) {
            return -1;
        }
        length++;
    }
    return length;
}
