#include <iterator>
#include <list>

#include "sample/geometry.hpp"

namespace sample {

// De Casteljau.
Point bezier(const std::vector<Point> &control, double t) {
    if (control.empty()) throw std::invalid_argument("a curve needs a point");
    std::list<Point> points(control.begin(), control.end());
    while (points.size() > 1) {
        for (auto next = std::next(points.begin()); next != points.end(); ++next) {
            auto here = std::prev(next);
            *here = *here * (1 - t) + *next * t;
        }
        points.pop_back();
    }
    return points.front();
}

}  // namespace sample
