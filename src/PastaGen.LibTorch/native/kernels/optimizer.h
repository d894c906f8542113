// What an optimizer does to many parameters, in one pass over their memory.
#pragma once

#include "vector.h"

namespace pastagen {

struct AdamWParameter {
  float* parameter;
  const float* gradient;
  float* first;
  float* second;
  float* largest;  // null without amsgrad
  int64_t count;
  float step_size, root_scale;  // the rate over the first moment's correction; one over the root of the second's
};

struct AdamWSettings {
  float decay_factor, first_weight, second_weight, second_decay, epsilon;
  bool maximize;
};

// Loshchilov and Hutter 2019, "Decoupled Weight Decay Regularization", algorithm 2.
void adamw_step(const AdamWSettings& settings, const AdamWParameter* parameters, int64_t count);

struct Range {
  float* data;
  int64_t count;
};

// The sum of all squares, the same for any number of threads.
double sum_of_squares(const Range* ranges, int64_t count);
void multiply_by(const Range* ranges, int64_t count, float factor);

}  // namespace pastagen
