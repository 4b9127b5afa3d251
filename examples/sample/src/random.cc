#include <algorithm>
#include <random>
#include <unordered_set>

#include "sample/numbers.hpp"

namespace sample {

// std::mt19937_64 is fixed by the standard, so this is the same everywhere.
std::uint64_t random_checksum(std::uint64_t seed, int rounds) {
    std::mt19937_64 engine(seed);
    std::unordered_set<std::uint64_t> seen;
    std::uint64_t sum = 0;
    for (int i = 0; i < rounds; i++) {
        std::uint64_t value = engine();
        if (seen.insert(value).second) sum = (sum << 7 | sum >> 57) ^ value;
    }
    return sum;
}

}  // namespace sample
