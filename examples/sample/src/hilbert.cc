#include "sample/geometry.hpp"

namespace sample {

extern template class Matrix<double, 3>;
extern template class Matrix<double, 4>;
extern template class Matrix<double, 5>;

namespace {

template <std::size_t N>
double hilbert() {
    Matrix<double, N> m;
    for (std::size_t i = 0; i < N; i++)
        for (std::size_t j = 0; j < N; j++) m(i, j) = 1.0 / static_cast<double>(i + j + 1);
    return m.determinant();
}

}  // namespace

double hilbert_determinant(int size) {
    switch (size) {
        case 3: return hilbert<3>();
        case 4: return hilbert<4>();
        case 5: return hilbert<5>();
        default: throw std::out_of_range("sizes 3 to 5 only");
    }
}

unsigned long fibonacci(unsigned n) {
    Matrix<unsigned long, 2> step;
    step(0, 0) = step(0, 1) = step(1, 0) = 1;
    return step.power(n)(0, 1);
}

}  // namespace sample
