#include <algorithm>
#include <functional>
#include <numeric>

#include "sample/geometry.hpp"

namespace sample {

double area(const std::vector<Point> &polygon) {
    std::vector<double> parts(polygon.size());
    for (std::size_t i = 0; i < polygon.size(); i++) {
        const Point &a = polygon[i];
        const Point &b = polygon[(i + 1) % polygon.size()];
        parts[i] = a.at[0] * b.at[1] - b.at[0] * a.at[1];
    }
    std::sort(parts.begin(), parts.end(), [](double a, double b) { return std::abs(a) < std::abs(b); });
    return std::abs(std::accumulate(parts.begin(), parts.end(), 0.0)) / 2;
}

// Crossing number; points on the border may fall on either side.
bool contains(const std::vector<Point> &polygon, Point p) {
    bool inside = false;
    for (std::size_t i = 0, j = polygon.size() - 1; i < polygon.size(); j = i++) {
        const auto &a = polygon[i].at;
        const auto &b = polygon[j].at;
        if ((a[1] > p.at[1]) != (b[1] > p.at[1])
            && p.at[0] < (b[0] - a[0]) * (p.at[1] - a[1]) / (b[1] - a[1]) + a[0]) {
            inside = !inside;
        }
    }
    return inside;
}

}  // namespace sample
