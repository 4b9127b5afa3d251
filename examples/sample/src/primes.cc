#include <iterator>
#include <numeric>
#include <ranges>

#include "sample/numbers.hpp"

namespace sample {

std::vector<unsigned> primes(unsigned limit) {
    std::vector<bool> composite(limit + 1, false);
    std::vector<unsigned> found;
    for (unsigned n : std::views::iota(2u, limit + 1) | std::views::filter([&](unsigned n) { return !composite[n]; })) {
        found.push_back(n);
        for (std::uint64_t m = std::uint64_t{n} * n; m <= limit; m += n) composite[m] = true;
    }
    return found;
}

}  // namespace sample
