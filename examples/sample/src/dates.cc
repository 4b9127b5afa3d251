#include <chrono>
#include <sstream>
#include <stdexcept>

#include "sample/text.hpp"

namespace sample {

std::string weekday(int year, int month, int day) {
    using namespace std::chrono;
    const auto date = std::chrono::year(year) / month / day;
    if (!date.ok()) throw std::invalid_argument("no such day");
    static const char *const names[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
    return names[std::chrono::weekday(sys_days(date)).c_encoding()];
}

}  // namespace sample
