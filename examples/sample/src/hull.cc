#include <algorithm>
#include <set>

#include "sample/geometry.hpp"

namespace sample {

// Andrew's monotone chain (Information Processing Letters 9/5, 1979), counter-clockwise.
std::vector<Point> hull(std::vector<Point> points) {
    auto less = [](const Point &a, const Point &b) { return a.at < b.at; };
    std::set<Point, decltype(less)> distinct(points.begin(), points.end(), less);
    points.assign(distinct.begin(), distinct.end());
    if (points.size() < 3) return points;
    auto turn = [](const Point &o, const Point &a, const Point &b) {
        return (a.at[0] - o.at[0]) * (b.at[1] - o.at[1]) - (a.at[1] - o.at[1]) * (b.at[0] - o.at[0]);
    };
    std::vector<Point> chain;
    for (int pass = 0; pass < 2; pass++) {
        std::size_t start = chain.size();
        for (const Point &p : points) {
            while (chain.size() >= start + 2 && turn(chain[chain.size() - 2], chain.back(), p) <= 0) chain.pop_back();
            chain.push_back(p);
        }
        chain.pop_back();
        std::reverse(points.begin(), points.end());
    }
    return chain;
}

}  // namespace sample
