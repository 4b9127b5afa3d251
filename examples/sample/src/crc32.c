#include "crc_table.h"
#include "sample/bytes.h"

uint32_t sample_crc32(const void *data, size_t size)
{
    const uint8_t *byte = data;
    uint32_t crc = 0xFFFFFFFFu;
    for (size_t i = 0; i < size; i++) {
        crc = (crc >> 8) ^ crc_table[(crc ^ byte[i]) & 0xFFu];
    }
    return ~crc;
}
