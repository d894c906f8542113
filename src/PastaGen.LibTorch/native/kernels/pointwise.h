// Functions of single elements over contiguous memory.
#pragma once

#include "random.h"

namespace pastagen {

// x * Phi(x), the normal distribution function, or its form by the hyperbolic tangent (Hendrycks and Gimpel 2016, "Gaussian Error Linear
// Units"); each error of Phi is below 1e-7.
template <typename T> void gelu_forward(bool tanh, int64_t count, const T* input, T* result);
template <typename T> void gelu_backward(bool tanh, int64_t count, const T* input, const T* result_gradient, T* input_gradient);

// Elements of input set to 0, or divided by the probability of being kept. Its gradient is itself.
template <typename T> void drop_out(const Dropout& dropout, int64_t count, const T* input, T* result);

}  // namespace pastagen
