// Functions of single elements and of pairs of elements, over memory whose rows are contiguous.
#pragma once

#include "random.h"

namespace pastagen {

// x * Phi(x), the normal distribution function, or its form by the hyperbolic tangent (Hendrycks and Gimpel 2016, "Gaussian Error Linear
// Units"); each error of Phi is below 1e-7.
template <typename T> void gelu_forward(bool tanh, int64_t count, const T* input, T* result);
template <typename T> void gelu_backward(bool tanh, int64_t count, const T* input, const T* result_gradient, T* input_gradient);

// gelu(a) * b of rows that hold a and behind it b, width elements each (Shazeer 2020, "GLU Variants Improve Transformer", equation 6).
template <typename T> void gated_gelu_forward(bool tanh, int64_t rows, int64_t width, const T* input, T* result);
template <typename T>
void gated_gelu_backward(bool tanh, int64_t rows, int64_t width, const T* input, const T* result_gradient, T* input_gradient);

// The i-th element of the first half of each head and the i-th of its second half turned by the token's i-th angle (Su et al. 2021,
// "RoFormer", equation 34, with the pairs half a head apart); backwards by the opposite angle, which is its gradient. Angles are
// [tokens, half], results contiguous; tokens of the input lie a stride apart.
struct Rotation {
  int64_t tokens, heads, half, stride;
  bool backwards;
};
template <typename T> void rotate_halves(const Rotation& rotation, const T* input, const float* cosines, const float* sines, T* result);

// Elements of input set to 0, or divided by the probability of being kept. Its gradient is itself.
template <typename T> void drop_out(const Dropout& dropout, int64_t count, const T* input, T* result);

}  // namespace pastagen
