#include <array>
#include <stdexcept>
#include <string_view>

#include "sample/text.hpp"

namespace sample {

std::string to_roman(int number) {
    static constexpr std::array<std::pair<int, std::string_view>, 13> digits{{{1000, "M"}, {900, "CM"}, {500, "D"},
        {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}}};
    if (number < 1 || number > 3999) throw std::out_of_range("1 to 3999");
    std::string text;
    for (const auto &[value, letters] : digits)
        for (; number >= value; number -= value) text += letters;
    return text;
}

}  // namespace sample
