#include <algorithm>

#include "sample/numbers.hpp"

namespace sample {

std::vector<Interval> merge(std::vector<Interval> intervals) {
    std::sort(intervals.begin(), intervals.end());
    std::vector<Interval> merged;
    for (const Interval &next : intervals) {
        if (merged.empty() || next.first > merged.back().second) merged.push_back(next);
        else merged.back().second = std::max(merged.back().second, next.second);
    }
    return merged;
}

}  // namespace sample
