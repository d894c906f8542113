#include "normalization.h"

#include <cmath>
#include <vector>

#include "parallel.h"
#include "scratch.h"

namespace pastagen {
namespace {

constexpr int64_t RowsAtOnce = 16;

// The part of a row that a vector at i holds, with zeros behind the row's end.
inline Floats inside(Floats values, int64_t left) {
  if (left >= Lanes) return values;
  for (int lane = static_cast<int>(left); lane < Lanes; lane++) values[lane] = 0;
  return values;
}

// Rows of element numbers for dropout start at multiples of what one draw serves on any processor.
inline uint64_t first_number(int64_t row, int64_t width) { return static_cast<uint64_t>(row) * round_up(width, 32); }

}  // namespace

template <typename T>
void norm_forward(const NormShape& shape, const T* input, const T* residual, const float* gain, const float* bias, T* result, T* sum,
                  float* statistics) {
  const int64_t width = shape.width;
  parallel_ranges(shape.rows, RowsAtOnce, [&](int64_t begin, int64_t end) {
    Scratch scratch;
    float* line = scratch.take(round_up(width, Lanes));
    for (int64_t row = begin; row < end; row++) {
      DropoutRow dropped(shape.dropout, first_number(row, width));
      Floats sums = {};
      for (int64_t i = 0; i < width; i += Lanes) {
        const int64_t at = row * width + i;
        Floats x = dropped.next(load_up_to(input + at, width - i));
        if (residual != nullptr) x = rounded_to<T>(x + load_up_to(residual + at, width - i));
        if (sum != nullptr) store_up_to(sum + at, x, width - i);
        store(line + i, x);
        sums += x;
      }
      const float mean = sum_of(sums) / width;
      Floats squares = {};
      for (int64_t i = 0; i < width; i += Lanes) {
        Floats distance = inside(load(line + i) - mean, width - i);
        store(line + i, distance);
        squares += distance * distance;
      }
      const float inverse = 1 / std::sqrt(sum_of(squares) / width + shape.epsilon);
      for (int64_t i = 0; i < width; i += Lanes)
        store_up_to(result + row * width + i, load(line + i) * inverse * load_up_to(gain + i, width - i) + load_up_to(bias + i, width - i), width - i);
      if (statistics != nullptr) statistics[2 * row] = mean, statistics[2 * row + 1] = inverse;
    }
  });
}

template <typename T>
void norm_backward(const NormShape& shape, const T* sum, const float* statistics, const float* gain, const T* result_gradient, T* input_gradient,
                   T* residual_gradient, float* gain_gradient, float* bias_gradient) {
  const int64_t width = shape.width, padded = round_up(width, Lanes);
  const bool sums_wanted = gain_gradient != nullptr || bias_gradient != nullptr;
  const int64_t pieces = (shape.rows + RowsAtOnce - 1) / RowsAtOnce;
  std::vector<float> partial(sums_wanted ? pieces * 2 * padded : 0);
  parallel_ranges(shape.rows, RowsAtOnce, [&](int64_t begin, int64_t end) {
    Scratch scratch;
    float* normal_line = scratch.take(padded);
    float* gradient_line = scratch.take(padded);
    float* gain_sums = sums_wanted ? partial.data() + begin / RowsAtOnce * 2 * padded : nullptr;
    for (int64_t row = begin; row < end; row++) {
      const float mean = statistics[2 * row], inverse = statistics[2 * row + 1];
      Floats gradients = {}, products = {};
      for (int64_t i = 0; i < width; i += Lanes) {
        const int64_t at = row * width + i;
        Floats normal = inside((load_up_to(sum + at, width - i) - mean) * inverse, width - i);
        Floats given = load_up_to(result_gradient + at, width - i);
        if (sums_wanted) {
          store(gain_sums + i, load(gain_sums + i) + given * normal);
          store(gain_sums + padded + i, load(gain_sums + padded + i) + given);
        }
        Floats gradient = given * load_up_to(gain + i, width - i);
        store(normal_line + i, normal);
        store(gradient_line + i, gradient);
        gradients += gradient;
        products += gradient * normal;
      }
      if (input_gradient == nullptr && residual_gradient == nullptr) continue;
      const float mean_gradient = sum_of(gradients) / width, mean_product = sum_of(products) / width;
      DropoutRow dropped(shape.dropout, first_number(row, width));
      for (int64_t i = 0; i < width; i += Lanes) {
        const int64_t at = row * width + i;
        Floats x = (load(gradient_line + i) - mean_gradient - load(normal_line + i) * mean_product) * inverse;
        if (residual_gradient != nullptr) store_up_to(residual_gradient + at, x, width - i);
        if (input_gradient != nullptr) store_up_to(input_gradient + at, dropped.next(x), width - i);
      }
    }
  });
  for (int64_t i = 0; sums_wanted && i < width; i++) {
    float gain_sum = 0, bias_sum = 0;
    for (int64_t piece = 0; piece < pieces; piece++) {
      gain_sum += partial[piece * 2 * padded + i];
      bias_sum += partial[piece * 2 * padded + padded + i];
    }
    if (gain_gradient != nullptr) gain_gradient[i] = gain_sum;
    if (bias_gradient != nullptr) bias_gradient[i] = bias_sum;
  }
}

#define INSTANTIATE(T)                                                                                                       \
  template void norm_forward<T>(const NormShape&, const T*, const T*, const float*, const float*, T*, T*, float*);           \
  template void norm_backward<T>(const NormShape&, const T*, const float*, const float*, const T*, T*, T*, float*, float*);
INSTANTIATE(float)
INSTANTIATE(bfloat16)

}  // namespace pastagen
