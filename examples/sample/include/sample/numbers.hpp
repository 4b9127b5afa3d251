// Statistics, graphs, intervals and large numbers.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace sample {

struct Summary {
    double mean, median, deviation;
};

Summary summarize(std::vector<double> values);

using Graph = std::map<std::string, std::map<std::string, double>>;
double shortest(const Graph &graph, const std::string &from, const std::string &to);
std::vector<std::string> topological(const Graph &graph);

using Interval = std::pair<int, int>;
std::vector<Interval> merge(std::vector<Interval> intervals);

std::string factorial(unsigned n);
std::vector<unsigned> primes(unsigned limit);
std::uint64_t random_checksum(std::uint64_t seed, int rounds);

}  // namespace sample
