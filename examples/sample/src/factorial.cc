#include <iomanip>
#include <sstream>

#include "sample/numbers.hpp"

namespace sample {

std::string factorial(unsigned n) {
    constexpr std::uint64_t base = 1000000000;
    std::vector<std::uint64_t> limbs{1};
    for (unsigned factor = 2; factor <= n; factor++) {
        std::uint64_t carry = 0;
        for (std::uint64_t &limb : limbs) {
            carry += limb * factor;
            limb = carry % base;
            carry /= base;
        }
        if (carry > 0) limbs.push_back(carry);
    }
    std::ostringstream out;
    out << limbs.back() << std::setfill('0');
    for (auto limb = limbs.rbegin() + 1; limb != limbs.rend(); ++limb) out << std::setw(9) << *limb;
    return out.str();
}

}  // namespace sample
