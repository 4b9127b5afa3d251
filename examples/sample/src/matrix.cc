#include <complex>
#include <utility>

#include "sample/geometry.hpp"

namespace sample {

namespace {

// Gauss with partial pivoting; returns the determinant and turns `right` into the inverse times itself.
template <typename T, std::size_t N>
T eliminate(Matrix<T, N> left, Matrix<T, N> &right) {
    T determinant(1);
    for (std::size_t c = 0; c < N; c++) {
        std::size_t pivot = c;
        for (std::size_t r = c + 1; r < N; r++)
            if (std::abs(left(r, c)) > std::abs(left(pivot, c))) pivot = r;
        if (left(pivot, c) == T(0)) return T(0);
        if (pivot != c) {
            determinant = -determinant;
            for (std::size_t k = 0; k < N; k++) {
                std::swap(left(c, k), left(pivot, k));
                std::swap(right(c, k), right(pivot, k));
            }
        }
        determinant *= left(c, c);
        T scale = T(1) / left(c, c);
        for (std::size_t k = 0; k < N; k++) {
            left(c, k) *= scale;
            right(c, k) *= scale;
        }
        for (std::size_t r = 0; r < N; r++) {
            if (r == c) continue;
            T factor = left(r, c);
            for (std::size_t k = 0; k < N; k++) {
                left(r, k) -= factor * left(c, k);
                right(r, k) -= factor * right(c, k);
            }
        }
    }
    return determinant;
}

}  // namespace

template <typename T, std::size_t N>
T Matrix<T, N>::determinant() const {
    Matrix ignored = identity();
    return eliminate(*this, ignored);
}

template <typename T, std::size_t N>
Matrix<T, N> Matrix<T, N>::inverse() const {
    Matrix result = identity();
    if (eliminate(*this, result) == T(0)) throw std::domain_error("singular matrix");
    return result;
}

template class Matrix<double, 2>;
template class Matrix<double, 3>;
template class Matrix<double, 4>;
template class Matrix<double, 5>;
template class Matrix<double, 6>;
template class Matrix<float, 3>;
template class Matrix<float, 4>;
template class Matrix<std::complex<double>, 3>;
template class Matrix<std::complex<double>, 4>;
template class Matrix<std::complex<double>, 5>;
template class Matrix<std::complex<float>, 4>;

}  // namespace sample
