// Products of small matrices in float32 that lie in the nearest caches.
#pragma once

#include "vector.h"

namespace pastagen {

// As many sums as fit the registers beside a row of the right matrix.
#if defined(__AVX512F__) || defined(__aarch64__)
constexpr int TileRows = 6, TileVectors = 4;
#else
constexpr int TileRows = 6, TileVectors = 2;
#endif

// The left matrix in either orientation: element (row, step) is data[row * row_stride + step * step_stride].
struct Left {
  const float* data;
  int64_t row_stride, step_stride;
};

template <int Rows, int Vectors, bool Add>
inline void multiply_tile(Left a, const float* b, int64_t b_stride, float* c, int64_t c_stride, int64_t depth) {
  Floats sums[Rows][Vectors];
#pragma GCC unroll 8
  for (int r = 0; r < Rows; r++)
#pragma GCC unroll 8
    for (int v = 0; v < Vectors; v++) sums[r][v] = Add ? load(c + r * c_stride + v * Lanes) : Floats{};
  for (int64_t step = 0; step < depth; step++) {
    Floats right[Vectors];
#pragma GCC unroll 8
    for (int v = 0; v < Vectors; v++) right[v] = load(b + step * b_stride + v * Lanes);
#pragma GCC unroll 8
    for (int r = 0; r < Rows; r++) {
      const float left = a.data[r * a.row_stride + step * a.step_stride];
#pragma GCC unroll 8
      for (int v = 0; v < Vectors; v++) sums[r][v] += left * right[v];
    }
  }
#pragma GCC unroll 8
  for (int r = 0; r < Rows; r++)
#pragma GCC unroll 8
    for (int v = 0; v < Vectors; v++) store(c + r * c_stride + v * Lanes, sums[r][v]);
}

template <int Rows, int Vectors, bool Add>
inline void multiply_rest(int64_t rows, Left a, const float* b, int64_t b_stride, float* c, int64_t c_stride, int64_t depth) {
  if constexpr (Rows > 0) {
    if (rows == Rows) multiply_tile<Rows, Vectors, Add>(a, b, b_stride, c, c_stride, depth);
    else multiply_rest<Rows - 1, Vectors, Add>(rows, a, b, b_stride, c, c_stride, depth);
  }
}

template <int Vectors, bool Add>
inline void multiply_columns(int64_t rows, Left a, const float* b, int64_t b_stride, float* c, int64_t c_stride, int64_t depth) {
  int64_t r = 0;
  for (; r + TileRows <= rows; r += TileRows)
    multiply_tile<TileRows, Vectors, Add>({a.data + r * a.row_stride, a.row_stride, a.step_stride}, b, b_stride, c + r * c_stride, c_stride, depth);
  multiply_rest<TileRows - 1, Vectors, Add>(rows - r, {a.data + r * a.row_stride, a.row_stride, a.step_stride}, b, b_stride, c + r * c_stride, c_stride, depth);
}

template <int Vectors, bool Add>
inline void multiply_narrow(int64_t vectors, int64_t rows, Left a, const float* b, int64_t b_stride, float* c, int64_t c_stride, int64_t depth) {
  if constexpr (Vectors > 0) {
    if (vectors == Vectors) multiply_columns<Vectors, Add>(rows, a, b, b_stride, c, c_stride, depth);
    else multiply_narrow<Vectors - 1, Add>(vectors, rows, a, b, b_stride, c, c_stride, depth);
  }
}

// C = A B, or C += A B. A is [rows, depth]; B is [depth, columns] and C [rows, columns] with contiguous rows; columns is a multiple of Lanes.
template <bool Add>
inline void multiply(int64_t rows, int64_t columns, int64_t depth, Left a, const float* b, int64_t b_stride, float* c, int64_t c_stride) {
  constexpr int64_t Width = TileVectors * Lanes;
  int64_t column = 0;
  for (; column + Width <= columns; column += Width) multiply_columns<TileVectors, Add>(rows, a, b + column, b_stride, c + column, c_stride, depth);
  multiply_narrow<TileVectors - 1, Add>((columns - column) / Lanes, rows, a, b + column, b_stride, c + column, c_stride, depth);
}

// Lanes by Lanes elements, rows to columns, by log2(Lanes) rounds of interleaving row i with row i + Lanes / 2.
inline void transpose_square(const float* from, int64_t from_stride, float* to, int64_t to_stride) {
  Integers low, high;
  for (int i = 0; i < Lanes / 2; i++) {
    low[2 * i] = i, low[2 * i + 1] = i + Lanes;
    high[2 * i] = i + Lanes / 2, high[2 * i + 1] = i + Lanes / 2 + Lanes;
  }
  Floats rows[Lanes], mixed[Lanes];
#pragma GCC unroll 16
  for (int i = 0; i < Lanes; i++) rows[i] = load(from + i * from_stride);
#pragma GCC unroll 4
  for (int round = 1; round < Lanes; round *= 2) {
#pragma GCC unroll 8
    for (int i = 0; i < Lanes / 2; i++) {
#if defined(__clang__)
      for (int lane = 0; lane < Lanes / 2; lane++) {
        mixed[2 * i][2 * lane] = rows[i][lane], mixed[2 * i][2 * lane + 1] = rows[i + Lanes / 2][lane];
        mixed[2 * i + 1][2 * lane] = rows[i][lane + Lanes / 2], mixed[2 * i + 1][2 * lane + 1] = rows[i + Lanes / 2][lane + Lanes / 2];
      }
#else
      mixed[2 * i] = __builtin_shuffle(rows[i], rows[i + Lanes / 2], low);
      mixed[2 * i + 1] = __builtin_shuffle(rows[i], rows[i + Lanes / 2], high);
#endif
    }
#pragma GCC unroll 16
    for (int i = 0; i < Lanes; i++) rows[i] = mixed[i];
  }
#pragma GCC unroll 16
  for (int i = 0; i < Lanes; i++) store(to + i * to_stride, rows[i]);
}

// [rows, columns] to [columns, rows], both multiples of Lanes.
inline void transpose(int64_t rows, int64_t columns, const float* from, float* to) {
  for (int64_t row = 0; row < rows; row += Lanes)
    for (int64_t column = 0; column < columns; column += Lanes) transpose_square(from + row * columns + column, columns, to + column * rows + row, rows);
}

}  // namespace pastagen
