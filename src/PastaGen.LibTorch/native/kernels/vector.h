// Vectors as wide as the processor's registers, by the compiler's vector extension: the same source serves every instruction set.
// float32 and bfloat16 memory is read into and written from vectors of float32, in which everything is computed.
#pragma once

#include <cstdint>
#include <cstring>

namespace pastagen {

#if defined(__AVX512F__)
constexpr int Lanes = 16;
#elif defined(__AVX__)
constexpr int Lanes = 8;
#else
constexpr int Lanes = 4;
#endif

typedef float Floats __attribute__((vector_size(Lanes * 4)));
typedef int32_t Integers __attribute__((vector_size(Lanes * 4)));
typedef uint32_t Words __attribute__((vector_size(Lanes * 4)));
typedef uint16_t Halves __attribute__((vector_size(Lanes * 2)));
typedef int16_t SignedHalves __attribute__((vector_size(Lanes * 2)));

// The upper half of a float32.
struct bfloat16 {
  uint16_t bits;
};

template <typename To, typename From> inline To bits_as(From from) {
  static_assert(sizeof(To) == sizeof(From), "the same bits");
  To to;
  std::memcpy(&to, &from, sizeof(To));
  return to;
}

inline Floats splat(float value) { return value - Floats{}; }

inline int64_t round_up(int64_t count, int64_t unit) { return (count + unit - 1) / unit * unit; }

inline Floats widen(Halves halves) { return bits_as<Floats>(__builtin_convertvector(halves, Words) << 16); }

// To the nearest, ties to even; a NaN stays one.
inline Halves narrow(Floats values) {
  Words bits = bits_as<Words>(values);
  Words rounded = (bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16;
  Words quiet = (bits >> 16) | 0x40u;
  return __builtin_convertvector(values == values ? rounded : quiet, Halves);
}

inline Floats load(const float* from) {
  Floats values;
  std::memcpy(&values, from, sizeof(values));
  return values;
}

inline Floats load(const bfloat16* from) {
  Halves halves;
  std::memcpy(&halves, from, sizeof(halves));
  return widen(halves);
}

inline void store(float* to, Floats values) { std::memcpy(to, &values, sizeof(values)); }

inline void store(bfloat16* to, Floats values) {
  Halves halves = narrow(values);
  std::memcpy(to, &halves, sizeof(halves));
}

// The first count elements, and zeros after them.
template <typename T> inline Floats load_some(const T* from, int64_t count) {
  T elements[Lanes] = {};
  std::memcpy(elements, from, count * sizeof(T));
  return load(elements);
}

template <typename T> inline void store_some(T* to, Floats values, int64_t count) {
  T elements[Lanes];
  store(elements, values);
  std::memcpy(to, elements, count * sizeof(T));
}

template <typename T> inline Floats load_up_to(const T* from, int64_t count) { return count >= Lanes ? load(from) : load_some(from, count); }

template <typename T> inline void store_up_to(T* to, Floats values, int64_t count) {
  if (count >= Lanes) store(to, values);
  else store_some(to, values, count);
}

// What T keeps of a value.
template <typename T> inline Floats rounded_to(Floats values);
template <> inline Floats rounded_to<float>(Floats values) { return values; }
template <> inline Floats rounded_to<bfloat16>(Floats values) { return widen(narrow(values)); }

inline Floats larger(Floats a, Floats b) { return a > b ? a : b; }
inline Floats zero_unless(Integers mask, Floats values) { return bits_as<Floats>(mask & bits_as<Integers>(values)); }

// Lanes are combined by halves, always in the same order.
template <typename Combine> inline float reduce(Floats values, Combine combine) {
  float lanes[Lanes];
  store(lanes, values);
  for (int width = Lanes / 2; width > 0; width /= 2)
    for (int i = 0; i < width; i++) lanes[i] = combine(lanes[i], lanes[i + width]);
  return lanes[0];
}

inline float sum_of(Floats values) {
  return reduce(values, [](float a, float b) { return a + b; });
}
inline float largest_of(Floats values) {
  return reduce(values, [](float a, float b) { return a > b ? a : b; });
}

// e^x: the argument is reduced by multiples of ln 2, split in two as Cody and Waite (1980) do, and the rest is a polynomial whose
// coefficients are those of Moshier's Cephes library. Within 2 units in the last place; 0 below the smallest normal number.
inline Floats exponential(Floats x) {
  const Floats rounder = splat(12582912.0f);  // 1.5 * 2^23: adding it leaves the nearest integer in the low bits
  Floats bounded = x > 88.0f ? splat(88.0f) : x;
  Floats shifted = bounded * 1.44269504088896341f + rounder;
  Integers power = bits_as<Integers>(shifted) << 23;
  Floats whole = shifted - rounder;
  Floats rest = bounded - whole * 0.693359375f;
  rest = rest + whole * 2.12194440e-4f;
  Floats y = splat(1.9875691500e-4f);
  y = y * rest + 1.3981999507e-3f;
  y = y * rest + 8.3334519073e-3f;
  y = y * rest + 4.1665795894e-2f;
  y = y * rest + 1.6666665459e-1f;
  y = y * rest + 5.0000001201e-1f;
  y = y * rest * rest + rest + 1.0f;
  y = bits_as<Floats>(bits_as<Integers>(y) + power);
  return zero_unless(~(x < -87.33654f), y);
}

}  // namespace pastagen
