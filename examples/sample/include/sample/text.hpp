// Words, patterns, tables and trees in text.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace sample {

using Rows = std::vector<std::vector<std::string>>;

std::map<std::string, int> count_words(const std::string &text);
std::vector<std::pair<std::string, int>> most_frequent(const std::map<std::string, int> &counts, std::size_t n);
std::size_t edit_distance(const std::string &a, const std::string &b);
std::vector<std::string> find_dates(const std::string &text);
std::string mask_addresses(const std::string &text);
Rows parse_csv(const std::string &text);
std::string align(const Rows &rows);
std::string format_json(const std::string &json);
std::string to_roman(int number);
std::string weekday(int year, int month, int day);

}  // namespace sample
