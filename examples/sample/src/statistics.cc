#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "sample/numbers.hpp"

namespace sample {

Summary summarize(std::vector<double> values) {
    if (values.empty()) throw std::invalid_argument("no values");
    const double n = static_cast<double>(values.size());
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
    const double squares = std::transform_reduce(values.begin(), values.end(), 0.0, std::plus<>(),
                                                 [mean](double v) { return (v - mean) * (v - mean); });
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return {mean, *middle, std::sqrt(squares / n)};
}

}  // namespace sample
