#include "sample/bytes.h"

static int smallest(const uint64_t weight[], int count)
{
    int best = -1;
    for (int i = 0; i < count; i++) {
        if (weight[i] > 0 && (best < 0 || weight[i] < weight[best])) {
            best = i;
        }
    }
    return best;
}

/* The sum of all inner nodes of Huffman's tree (Proceedings of the IRE 40/9, 1952) is the length of the code. */
uint64_t sample_huffman_bits(const uint8_t *from, size_t size)
{
    uint64_t weight[256] = {0};
    for (size_t i = 0; i < size; i++) {
        weight[from[i]]++;
    }
    uint64_t bits = 0;
    for (;;) {
        int first = smallest(weight, 256);
        if (first < 0) {
            return bits;
        }
        uint64_t light = weight[first];
        weight[first] = 0;
        int second = smallest(weight, 256);
        if (second < 0) {
            return bits == 0 ? light : bits;
        }
        weight[second] += light;
        bits += weight[second];
    }
}
