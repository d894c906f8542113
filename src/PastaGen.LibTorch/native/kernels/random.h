// Dropout by a generator that counts: whether an element is kept is a function of the seed and the element's number alone, so the
// gradient finds the mask again instead of keeping it, and neither threads nor vector widths change it.
#pragma once

#include "vector.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace pastagen {

typedef uint64_t Counters __attribute__((vector_size(Lanes * 4)));
typedef uint16_t Draws __attribute__((vector_size(Lanes * 4)));
constexpr int DrawCount = Lanes * 2;

// The product of the low halves of each 64 bits.
inline Counters multiply_low(Counters a, uint32_t b) {
#if defined(__AVX512F__)
  return (Counters)_mm512_maskz_mul_epu32(0xff, (__m512i)a, _mm512_set1_epi64(b));
#elif defined(__AVX2__)
  return (Counters)_mm256_mul_epu32((__m256i)a, _mm256_set1_epi64x(b));
#else
  return (a & 0xffffffffu) * static_cast<uint64_t>(b);
#endif
}

struct Dropout {
  uint64_t seed = 0;
  uint32_t threshold = 0;  // in 65536ths
  float scale = 1;

  Dropout() = default;
  Dropout(double probability, uint64_t seed)
      : seed(seed), threshold(static_cast<uint32_t>(probability * 65536 + 0.5)), scale(probability < 1 ? static_cast<float>(1 / (1 - probability)) : 0) {}

  bool acts() const { return threshold > 0; }

  // 16 bits each for DrawCount elements from one on whose number is a multiple of 4: Philox2x32-10 (Salmon et al. 2011, "Parallel
  // Random Numbers: As Easy as 1, 2, 3") of the number's quarter, each of whose 64 bits serve four elements.
  Draws draws(uint64_t element) const {
    Counters counter;
    for (int i = 0; i < Lanes / 2; i++) counter[i] = element / 4 + i;
    Counters left = counter & 0xffffffffu;
    Counters right = (counter >> 32) ^ (seed >> 32);
    uint32_t key = static_cast<uint32_t>(seed);
    for (int round = 0; round < 10; round++) {
      Counters product = multiply_low(left, 0xD256D193u);
      left = (product >> 32) ^ right ^ static_cast<uint64_t>(key);
      right = product & 0xffffffffu;
      key += 0x9E3779B9u;
    }
    return bits_as<Draws>((left & 0xffffffffu) | (right << 32));
  }

  // Whether the elements are kept, in two vectors of masks.
  void keep(uint64_t element, Integers& first, Integers& second) const {
    Draws drawn = draws(element);
    Halves low, high;
    std::memcpy(&low, &drawn, sizeof(low));
    std::memcpy(&high, reinterpret_cast<const char*>(&drawn) + sizeof(low), sizeof(high));
    first = __builtin_convertvector(low, Integers) >= static_cast<int32_t>(threshold);
    second = __builtin_convertvector(high, Integers) >= static_cast<int32_t>(threshold);
  }
};

// One dropped-out vector after another along a row whose first element has a number that is a multiple of DrawCount.
struct DropoutRow {
  const Dropout& dropout;
  uint64_t element;
  Integers waiting = {};
  bool has_waiting = false;

  DropoutRow(const Dropout& dropout, uint64_t element) : dropout(dropout), element(element) {}

  Integers next_kept() {
    if (has_waiting) {
      has_waiting = false;
      return waiting;
    }
    Integers first;
    dropout.keep(element, first, waiting);
    element += DrawCount;
    has_waiting = true;
    return first;
  }

  Floats next(Floats values) { return dropout.acts() ? zero_unless(next_kept(), values * dropout.scale) : values; }
};

}  // namespace pastagen
