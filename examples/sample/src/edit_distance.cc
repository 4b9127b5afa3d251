#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "sample/text.hpp"

namespace sample {

// Damerau and Levenshtein's distance, transpositions counted once.
std::size_t edit_distance(const std::string &a, const std::string &b) {
    std::vector<std::vector<std::size_t>> d(a.size() + 2, std::vector<std::size_t>(b.size() + 2));
    const std::size_t far = a.size() + b.size();
    std::unordered_map<char, std::size_t> last;
    std::iota(d[1].begin() + 1, d[1].end(), std::size_t{0});
    for (std::size_t i = 0; i <= a.size(); i++) d[i + 1][1] = i, d[i + 1][0] = far;
    std::fill(d[0].begin(), d[0].end(), far);
    for (std::size_t i = 1; i <= a.size(); i++) {
        std::size_t column = 0;
        for (std::size_t j = 1; j <= b.size(); j++) {
            std::size_t row = last.count(b[j - 1]) ? last[b[j - 1]] : 0;
            std::size_t before = column;
            bool same = a[i - 1] == b[j - 1];
            if (same) column = j;
            d[i + 1][j + 1] = std::min({d[i][j] + (same ? 0 : 1), d[i + 1][j] + 1, d[i][j + 1] + 1,
                                        d[row][before] + (i - row - 1) + 1 + (j - before - 1)});
        }
        last[a[i - 1]] = i;
    }
    return d[a.size() + 1][b.size() + 1];
}

}  // namespace sample
