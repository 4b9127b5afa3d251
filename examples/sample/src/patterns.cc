#include <regex>

#include "sample/text.hpp"

namespace sample {

std::vector<std::string> find_dates(const std::string &text) {
    static const std::regex date(R"((\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))");
    std::vector<std::string> found;
    for (std::sregex_iterator at(text.begin(), text.end(), date), end; at != end; ++at) found.push_back(at->str());
    return found;
}

std::string mask_addresses(const std::string &text) {
    static const std::regex address(R"(([A-Za-z0-9._]+)@([A-Za-z0-9.]+))");
    return std::regex_replace(text, address, "***@$2");
}

}  // namespace sample
