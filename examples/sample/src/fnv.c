#include "sample/bytes.h"

/* Fowler, Noll and Vo's hash, variant 1a. */
uint64_t sample_fnv1a(const void *data, size_t size)
{
    const uint8_t *byte = data;
    uint64_t hash = 0xCBF29CE484222325u;
    for (size_t i = 0; i < size; i++) {
        hash = (hash ^ byte[i]) * 0x100000001B3u;
    }
    return hash;
}
