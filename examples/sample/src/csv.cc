#include <algorithm>
#include <iomanip>
#include <sstream>
#include <stdexcept>

#include "sample/text.hpp"

namespace sample {

// RFC 4180.
Rows parse_csv(const std::string &text) {
    Rows rows(1, std::vector<std::string>(1));
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); i++) {
        std::string &cell = rows.back().back();
        char c = text[i];
        if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
            cell += text[i++];
        } else if (c == '"') {
            quoted = !quoted;
        } else if (quoted || (c != ',' && c != '\n')) {
            cell += c;
        } else if (c == ',') {
            rows.back().emplace_back();
        } else if (i + 1 < text.size()) {
            rows.emplace_back(1);
        }
    }
    if (quoted) throw std::invalid_argument("unclosed quote");
    return rows;
}

std::string align(const Rows &rows) {
    std::vector<std::size_t> widths;
    for (const auto &row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); i++) widths[i] = std::max(widths[i], row[i].size());
    }
    std::ostringstream out;
    for (const auto &row : rows) {
        for (std::size_t i = 0; i < row.size(); i++) out << std::left << std::setw(static_cast<int>(widths[i]) + 1) << row[i];
        out << '\n';
    }
    return out.str();
}

}  // namespace sample
