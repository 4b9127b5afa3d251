#include <algorithm>
#include <cctype>
#include <sstream>

#include "sample/text.hpp"

namespace sample {

std::map<std::string, int> count_words(const std::string &text) {
    std::map<std::string, int> counts;
    std::istringstream stream(text);
    for (std::string word; stream >> word;) {
        word.erase(std::remove_if(word.begin(), word.end(), [](unsigned char c) { return !std::isalnum(c); }), word.end());
        std::transform(word.begin(), word.end(), word.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        if (!word.empty()) counts[word]++;
    }
    return counts;
}

std::vector<std::pair<std::string, int>> most_frequent(const std::map<std::string, int> &counts, std::size_t n) {
    std::vector<std::pair<std::string, int>> all(counts.begin(), counts.end());
    std::stable_sort(all.begin(), all.end(), [](const auto &a, const auto &b) { return a.second > b.second; });
    all.resize(std::min(n, all.size()));
    return all;
}

}  // namespace sample
