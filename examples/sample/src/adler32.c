#include "sample/bytes.h"

/* RFC 1950, section 9. */
uint32_t sample_adler32(const void *data, size_t size)
{
    const uint8_t *byte = data;
    uint32_t a = 1;
    uint32_t b = 0;
    for (size_t i = 0; i < size; i++) {
        a = (a + byte[i]) % 65521u;
        b = (b + a) % 65521u;
    }
    return (b << 16) | a;
}
