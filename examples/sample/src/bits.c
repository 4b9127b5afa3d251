#include "sample/bytes.h"

unsigned sample_popcount(uint64_t bits)
{
    unsigned count = 0;
    for (; bits != 0; bits &= bits - 1) {
        count++;
    }
    return count;
}

uint64_t sample_reverse_bits(uint64_t bits)
{
    uint64_t reversed = 0;
    for (int i = 0; i < 64; i++, bits >>= 1) {
        reversed = (reversed << 1) | (bits & 1);
    }
    return reversed;
}
