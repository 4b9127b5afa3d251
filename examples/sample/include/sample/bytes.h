/* The C half of the library: checksums, packing, text in bytes. */
#ifndef SAMPLE_BYTES_H
#define SAMPLE_BYTES_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

uint32_t sample_crc32(const void *data, size_t size);
uint32_t sample_adler32(const void *data, size_t size);
uint64_t sample_fnv1a(const void *data, size_t size);

/* Writes 64 hexadecimal digits and a zero. */
void sample_sha256_hex(const void *data, size_t size, char hex[65]);

/* Packers return the number of bytes written, or 0 when the target is too small. */
size_t sample_rle_pack(const uint8_t *from, size_t size, uint8_t *to, size_t room);
size_t sample_rle_unpack(const uint8_t *from, size_t size, uint8_t *to, size_t room);
size_t sample_lz_pack(const uint8_t *from, size_t size, uint8_t *to, size_t room);
size_t sample_lz_unpack(const uint8_t *from, size_t size, uint8_t *to, size_t room);

/* Bits that Huffman's code needs for the data, the table left out. */
uint64_t sample_huffman_bits(const uint8_t *from, size_t size);

/* Code points in UTF-8 text; -1 when it is malformed. */
long sample_utf8_length(const char *text);

/* Whether the pattern with * and ? covers the whole text. */
int sample_wildcard(const char *pattern, const char *text);

unsigned sample_popcount(uint64_t bits);
uint64_t sample_reverse_bits(uint64_t bits);

#ifdef __cplusplus
}
#endif
#endif
