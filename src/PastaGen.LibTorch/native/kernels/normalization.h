// Layer normalization (Ba et al. 2016, "Layer Normalization", equation 4) of a sum, whose one part may be dropped out.
#pragma once

#include "random.h"

namespace pastagen {

struct NormShape {
  int64_t rows, width;
  float epsilon;
  Dropout dropout;
};

// result = (x - mean) / sqrt(variance + epsilon) * gain + bias, where x = dropout(input) + residual; residual may be null. What the
// gradient needs is written where it is wanted: x to sum, and each row's mean and 1 / sqrt(variance + epsilon) to statistics, [rows, 2].
template <typename T>
void norm_forward(const NormShape& shape, const T* input, const T* residual, const float* gain, const float* bias, T* result, T* sum,
                  float* statistics);

// Gradients of those that are wanted, others null. Rows are summed for gain and bias in an order that does not depend on the threads.
template <typename T>
void norm_backward(const NormShape& shape, const T* sum, const float* statistics, const float* gain, const T* result_gradient, T* input_gradient,
                   T* residual_gradient, float* gain_gradient, float* bias_gradient);

}  // namespace pastagen
