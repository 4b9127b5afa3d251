#include <limits>
#include <queue>
#include <set>
#include <stdexcept>

#include "sample/numbers.hpp"

namespace sample {

// Dijkstra; infinity when there is no way.
double shortest(const Graph &graph, const std::string &from, const std::string &to) {
    using Entry = std::pair<double, std::string>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
    std::set<std::string> closed;
    open.emplace(0.0, from);
    while (!open.empty()) {
        auto [distance, node] = open.top();
        open.pop();
        if (node == to) return distance;
        if (!closed.insert(node).second || !graph.count(node)) continue;
        for (const auto &[next, weight] : graph.at(node)) open.emplace(distance + weight, next);
    }
    return std::numeric_limits<double>::infinity();
}

std::vector<std::string> topological(const Graph &graph) {
    std::map<std::string, int> waiting;
    for (const auto &[node, edges] : graph) {
        waiting.emplace(node, 0);
        for (const auto &edge : edges) waiting[edge.first]++;
    }
    std::set<std::string> ready;
    for (const auto &[node, count] : waiting)
        if (count == 0) ready.insert(node);
    std::vector<std::string> order;
    while (!ready.empty()) {
        std::string node = *ready.begin();
        ready.erase(ready.begin());
        order.push_back(node);
        if (!graph.count(node)) continue;
        for (const auto &edge : graph.at(node))
            if (--waiting[edge.first] == 0) ready.insert(edge.first);
    }
    if (order.size() < waiting.size()) throw std::invalid_argument("the graph has a cycle");
    return order;
}

}  // namespace sample
