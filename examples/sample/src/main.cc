#include <cmath>
#include <cstring>
#include <functional>
#include <iostream>
#include <sstream>

#include "sample/bytes.h"
#include "sample/geometry.hpp"
#include "sample/numbers.hpp"
#include "sample/text.hpp"

namespace {

int checks = 0;
int failures = 0;

template <typename A, typename B>
void check(const char *what, const A &actual, const B &expected) {
    checks++;
    if (!(actual == expected)) {
        failures++;
        std::cout << "wrong: " << what << " is " << actual << ", expected " << expected << '\n';
    }
}

bool near(double a, double b) { return std::abs(a - b) <= 1e-9 * (std::abs(b) + 1e-6); }

using Packer = std::size_t (*)(const std::uint8_t *, std::size_t, std::uint8_t *, std::size_t);

bool survives(Packer pack, Packer unpack, const std::string &text) {
    std::vector<std::uint8_t> packed(2 * text.size() + 16), unpacked(text.size());
    auto bytes = reinterpret_cast<const std::uint8_t *>(text.data());
    std::size_t size = pack(bytes, text.size(), packed.data(), packed.size());
    return unpack(packed.data(), size, unpacked.data(), unpacked.size()) == text.size()
           && std::memcmp(unpacked.data(), bytes, text.size()) == 0;
}

void check_bytes() {
    const std::string digits = "123456789";
    char hex[65];
    sample_sha256_hex("abc", 3, hex);
    check("crc32", sample_crc32(digits.data(), digits.size()), 0xCBF43926u);
    check("adler32", sample_adler32("Wikipedia", 9), 0x11E60398u);
    check("fnv1a", sample_fnv1a("a", 1), 0xAF63DC4C8601EC8Cu);
    check("sha256", std::string(hex), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    std::string text;
    for (int i = 0; i < 200; i++) text += "the quick brown fox " + std::string(static_cast<std::size_t>(i % 7), 'x');
    check("rle", survives(sample_rle_pack, sample_rle_unpack, text), true);
    check("lz", survives(sample_lz_pack, sample_lz_unpack, text), true);
    check("huffman", sample_huffman_bits(reinterpret_cast<const std::uint8_t *>("aaaabbc"), 7), 10u);
    check("utf8", sample_utf8_length("na\xC3\xAFve \xE2\x82\xAC"), 7);
    check("utf8 malformed", sample_utf8_length("\xC0\xAF"), -1);
    check("wildcard", sample_wildcard("*.c?", "src/main.cc"), 1);
    check("popcount", sample_popcount(0xFFu), 8u);
    check("reverse", sample_reverse_bits(1), 0x8000000000000000u);
}

void check_geometry() {
    using sample::Point;
    const std::vector<Point> square{{{0, 0}}, {{4, 0}}, {{4, 4}}, {{0, 4}}};
    check("area", near(sample::area(square), 16), true);
    check("contains", sample::contains(square, {{1, 3}}), true);
    auto more = square;
    more.push_back({{2, 2}});
    check("hull", sample::hull(more).size(), 4u);
    check("bezier", near(sample::bezier(square, 0.5).at[0], 3), true);
    check("hilbert", near(sample::hilbert_determinant(3), 1.0 / 2160), true);
    check("fibonacci", sample::fibonacci(90), 2880067194370816120ul);
}

void check_text() {
    auto counts = sample::count_words("To be, or not to be: that is the question.");
    check("words", counts["be"], 2);
    check("frequent", sample::most_frequent(counts, 1).front().first, "be");
    check("distance", sample::edit_distance("kitten", "sitting"), 3u);
    check("dates", sample::find_dates("from 2026-11-22 to 2026-13-01").size(), 1u);
    check("mask", sample::mask_addresses("mail joe@example.org"), "mail ***@example.org");
    check("csv", sample::parse_csv("a,\"b \"\"c\"\"\"\n1,2\n")[0][1], "b \"c\"");
    check("align", sample::align({{"a", "bb"}, {"ccc", "d"}}), "a   bb \nccc d  \n");
    check("json", sample::format_json("{\"b\":[1,true],\"a\":null}"), "{\n  \"a\": null,\n  \"b\": [1, true]\n}");
    check("roman", sample::to_roman(1994), "MCMXCIV");
    check("weekday", sample::weekday(2000, 1, 1), "Saturday");
}

void check_numbers() {
    check("median", sample::summarize({5, 1, 3}).median, 3.0);
    sample::Graph graph{{"a", {{"b", 1}, {"c", 5}}}, {"b", {{"c", 2}}}};
    check("shortest", sample::shortest(graph, "a", "c"), 3.0);
    check("topological", sample::topological(graph).back(), "c");
    check("merge", sample::merge({{5, 6}, {1, 3}, {2, 4}}).size(), 2u);
    check("factorial", sample::factorial(25), "15511210043330985984000000");
    check("primes", sample::primes(1000).size(), 168u);
    check("random", sample::random_checksum(5489, 1), 14514284786278117030u);
}

}  // namespace

int main() {
    for (const auto &part : std::vector<std::function<void()>>{check_bytes, check_geometry, check_text, check_numbers}) part();
    if (failures > 0) {
        std::cout << "sample: " << failures << " of " << checks << " checks failed\n";
        return 1;
    }
    std::cout << "sample: all " << checks << " checks passed\n";
    return 0;
}
