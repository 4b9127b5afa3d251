// Points, polygons, matrices of any small size, splines.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <vector>

namespace sample {

template <typename T, std::size_t N>
struct Vec {
    std::array<T, N> at{};

    friend Vec operator+(Vec a, const Vec &b) {
        for (std::size_t i = 0; i < N; i++) a.at[i] += b.at[i];
        return a;
    }
    friend Vec operator*(Vec a, T factor) {
        for (T &x : a.at) x *= factor;
        return a;
    }
    T dot(const Vec &b) const {
        T sum{};
        for (std::size_t i = 0; i < N; i++) sum += at[i] * b.at[i];
        return sum;
    }
    T length() const { return std::sqrt(dot(*this)); }
};

using Point = Vec<double, 2>;

template <typename T, std::size_t N>
class Matrix {
public:
    static Matrix identity() {
        Matrix m;
        for (std::size_t i = 0; i < N; i++) m(i, i) = T(1);
        return m;
    }
    T &operator()(std::size_t row, std::size_t column) { return cells[row * N + column]; }
    const T &operator()(std::size_t row, std::size_t column) const { return cells[row * N + column]; }

    Matrix operator*(const Matrix &b) const {
        Matrix product;
        for (std::size_t i = 0; i < N; i++)
            for (std::size_t j = 0; j < N; j++)
                for (std::size_t k = 0; k < N; k++) product(i, j) += (*this)(i, k) * b(k, j);
        return product;
    }
    Matrix power(unsigned n) const {
        Matrix result = identity();
        for (Matrix square = *this; n > 0; n >>= 1, square = square * square)
            if (n & 1) result = result * square;
        return result;
    }
    T determinant() const;
    Matrix inverse() const;

private:
    std::array<T, N * N> cells{};
};

double area(const std::vector<Point> &polygon);
bool contains(const std::vector<Point> &polygon, Point p);
std::vector<Point> hull(std::vector<Point> points);
Point bezier(const std::vector<Point> &control, double t);
double hilbert_determinant(int size);
unsigned long fibonacci(unsigned n);

}  // namespace sample
