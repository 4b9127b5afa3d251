#include <string.h>

#include "sample/bytes.h"

enum { WINDOW = 255, SHORTEST = 4, LONGEST = 127 };

/* A byte below 128 is that many literals; one above is a match of (byte - 128) bytes at the distance that follows. */
size_t sample_lz_pack(const uint8_t *from, size_t size, uint8_t *to, size_t room)
{
    size_t written = 0;
    size_t literals = 0;
    for (size_t at = 0; at <= size;) {
        size_t best = 0;
        size_t distance = 0;
        for (size_t back = 1; at < size && back <= WINDOW && back <= at; back++) {
            size_t length = 0;
            while (length < LONGEST && at + length < size && from[at + length] == from[at + length - back]) {
                length++;
            }
            if (length > best) {
                best = length;
                distance = back;
            }
        }
        int flush = best >= SHORTEST || at == size || literals == LONGEST;
        if (flush && literals > 0) {
            if (written + 1 + literals > room) {
                return 0;
            }
            to[written++] = (uint8_t)literals;
            memcpy(to + written, from + at - literals, literals);
            written += literals;
            literals = 0;
        }
        if (at == size) {
            break;
        }
        if (best >= SHORTEST) {
            if (written + 2 > room) {
                return 0;
            }
            to[written++] = (uint8_t)(128 + best);
            to[written++] = (uint8_t)distance;
            at += best;
        } else {
            literals++;
            at++;
        }
    }
    return written;
}

size_t sample_lz_unpack(const uint8_t *from, size_t size, uint8_t *to, size_t room)
{
    size_t written = 0;
    for (size_t at = 0; at + 1 < size;) {
        size_t length = from[at] & 127u;
        int match = from[at++] >= 128;
        if (written + length > room || (!match && at + length > size) || (match && from[at] > written)) {
            return 0;
        }
        for (size_t i = 0; i < length; i++, written++) {
            to[written] = match ? to[written - from[at]] : from[at + i];
        }
        at += match ? 1 : length;
    }
    return written;
}
