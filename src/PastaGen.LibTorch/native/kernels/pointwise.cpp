#include "pointwise.h"

#include "parallel.h"

namespace pastagen {
namespace {

constexpr int64_t ElementsAtOnce = 1 << 15;

// erfc(z) = q(1 / (1 + 0.38 z)) e^(-z^2) for z >= 0, the form of Abramowitz and Stegun 7.1.26. The polynomial's coefficients are a
// minimax fit to erfc(z) e^(z^2) over [0, 9.5] made for this file; its relative error is 2e-8.
inline Floats scaled_complement(Floats z) {
  Floats t = 1.0f / (z * 0.38f + 1.0f);
  Floats q = splat(0.05887642130255699f);
  q = q * t - 0.26182061433792114f;
  q = q * t + 0.36286041140556335f;
  q = q * t - 0.16024835407733917f;
  q = q * t + 0.22913584113121033f;
  q = q * t + 0.13905495405197144f;
  q = q * t + 0.20379526913166046f;
  q = q * t + 0.2139361947774887f;
  q = q * t + 0.21440988779067993f;
  return q * t;
}

struct Normal {
  Floats distribution, density;
};

inline Normal normal(Floats x) {
  Floats size = x < 0.0f ? -x : x;
  Floats power = exponential(size * size * -0.5f);
  Floats tail = scaled_complement(size * 0.70710678118654752f) * power * 0.5f;
  return {x < 0.0f ? tail : 1.0f - tail, power * 0.39894228040143268f};
}

// tanh's form is x / (1 + e^(-2 u)) with u = sqrt(2 / pi) (x + 0.044715 x^3).
inline Floats power_of_tanh(Floats x) { return exponential((x * x * 0.044715f + 1.0f) * x * -1.5957691216057308f); }

inline Floats gelu_tanh_slope(Floats x) {
  Floats power = power_of_tanh(x);
  Floats share = 1.0f / (1.0f + power);
  return share + x * (power * share * share) * ((x * x * (3 * 0.044715f) + 1.0f) * 1.5957691216057308f);
}

struct ValueAndSlope {
  Floats value, slope;
};

inline ValueAndSlope gelu_tanh(Floats x) { return {x / (1.0f + power_of_tanh(x)), gelu_tanh_slope(x)}; }

inline ValueAndSlope gelu_exact(Floats x) {
  const Normal at = normal(x);
  return {x * at.distribution, at.distribution + x * at.density};
}

template <typename T, typename Function> void each(int64_t count, const T* input, T* result, const Function& function) {
  parallel_ranges(count, ElementsAtOnce, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; i += Lanes) store_up_to(result + i, function(load_up_to(input + i, end - i)), end - i);
  });
}

template <typename T, typename Function> void each(int64_t count, const T* first, const T* second, T* result, const Function& function) {
  parallel_ranges(count, ElementsAtOnce, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; i += Lanes)
      store_up_to(result + i, function(load_up_to(first + i, end - i), load_up_to(second + i, end - i)), end - i);
  });
}

}  // namespace

template <typename T> void gelu_forward(bool tanh, int64_t count, const T* input, T* result) {
  if (tanh) each(count, input, result, [](Floats x) { return x / (1.0f + power_of_tanh(x)); });
  else each(count, input, result, [](Floats x) { return x * normal(x).distribution; });
}

template <typename T> void gelu_backward(bool tanh, int64_t count, const T* input, const T* result_gradient, T* input_gradient) {
  if (tanh) {
    each(count, input, result_gradient, input_gradient, [](Floats x, Floats gradient) { return gradient * gelu_tanh_slope(x); });
  } else {
    each(count, input, result_gradient, input_gradient, [](Floats x, Floats gradient) { return gradient * gelu_exact(x).slope; });
  }
}

template <typename T> void gated_gelu_forward(bool tanh, int64_t rows, int64_t width, const T* input, T* result) {
  parallel_ranges(rows, (ElementsAtOnce + width - 1) / width, [&](int64_t begin, int64_t end) {
    for (int64_t row = begin; row < end; row++) {
      const T *first = input + row * 2 * width, *second = first + width;
      for (int64_t i = 0; i < width; i += Lanes) {
        const Floats x = load_up_to(first + i, width - i);
        const Floats share = tanh ? 1.0f / (1.0f + power_of_tanh(x)) : normal(x).distribution;
        store_up_to(result + row * width + i, x * share * load_up_to(second + i, width - i), width - i);
      }
    }
  });
}

template <typename T>
void gated_gelu_backward(bool tanh, int64_t rows, int64_t width, const T* input, const T* result_gradient, T* input_gradient) {
  parallel_ranges(rows, (ElementsAtOnce + width - 1) / width, [&](int64_t begin, int64_t end) {
    for (int64_t row = begin; row < end; row++) {
      const T *first = input + row * 2 * width, *second = first + width;
      T* found = input_gradient + row * 2 * width;
      for (int64_t i = 0; i < width; i += Lanes) {
        const Floats x = load_up_to(first + i, width - i), gate = load_up_to(second + i, width - i);
        const Floats gradient = load_up_to(result_gradient + row * width + i, width - i);
        const ValueAndSlope gelu = tanh ? gelu_tanh(x) : gelu_exact(x);
        store_up_to(found + i, gradient * gate * gelu.slope, width - i);
        store_up_to(found + width + i, gradient * gelu.value, width - i);
      }
    }
  });
}

template <typename T> void rotate_halves(const Rotation& rotation, const T* input, const float* cosines, const float* sines, T* result) {
  const int64_t half = rotation.half, width = rotation.heads * 2 * half;
  parallel_ranges(rotation.tokens, (ElementsAtOnce + width - 1) / width, [&](int64_t begin, int64_t end) {
    for (int64_t token = begin; token < end; token++)
      for (int64_t i = 0; i < half; i += Lanes) {
        const Floats cosine = load_up_to(cosines + token * half + i, half - i), sine = load_up_to(sines + token * half + i, half - i);
        const Floats turn = rotation.backwards ? -sine : sine;
        for (int64_t head = 0; head < rotation.heads; head++) {
          const T* from = input + token * rotation.stride + head * 2 * half + i;
          T* to = result + token * width + head * 2 * half + i;
          const Floats left = load_up_to(from, half - i), right = load_up_to(from + half, half - i);
          store_up_to(to, left * cosine - right * turn, half - i);
          store_up_to(to + half, right * cosine + left * turn, half - i);
        }
      }
  });
}

template <typename T> void drop_out(const Dropout& dropout, int64_t count, const T* input, T* result) {
  parallel_ranges(count, ElementsAtOnce, [&](int64_t begin, int64_t end) {
    DropoutRow row(dropout, begin);
    for (int64_t i = begin; i < end; i += Lanes) store_up_to(result + i, row.next(load_up_to(input + i, end - i)), end - i);
  });
}

#define INSTANTIATE(T)                                                                       \
  template void gelu_forward<T>(bool, int64_t, const T*, T*);                                \
  template void gelu_backward<T>(bool, int64_t, const T*, const T*, T*);                     \
  template void gated_gelu_forward<T>(bool, int64_t, int64_t, const T*, T*);                 \
  template void gated_gelu_backward<T>(bool, int64_t, int64_t, const T*, const T*, T*);      \
  template void rotate_halves<T>(const Rotation&, const T*, const float*, const float*, T*); \
  template void drop_out<T>(const Dropout&, int64_t, const T*, T*);
INSTANTIATE(float)
INSTANTIATE(bfloat16)

}  // namespace pastagen
