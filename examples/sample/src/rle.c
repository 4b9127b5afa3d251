#include "sample/bytes.h"

/* Pairs of count and byte. */
size_t sample_rle_pack(const uint8_t *from, size_t size, uint8_t *to, size_t room)
{
    size_t written = 0;
    for (size_t at = 0; at < size;) {
        size_t run = 1;
        while (at + run < size && run < 255 && from[at + run] == from[at]) {
            run++;
        }
        if (written + 2 > room) {
            return 0;
        }
        to[written++] = (uint8_t)run;
        to[written++] = from[at];
        at += run;
    }
    return written;
}

size_t sample_rle_unpack(const uint8_t *from, size_t size, uint8_t *to, size_t room)
{
    size_t written = 0;
    for (size_t at = 0; at + 1 < size; at += 2) {
        if (written + from[at] > room) {
            return 0;
        }
        for (unsigned i = 0; i < from[at]; i++) {
            to[written++] = from[at + 1];
        }
    }
    return written;
}
