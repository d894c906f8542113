// Multi-head attention over rows of different lengths that lie one after another without padding.
#pragma once

#include "random.h"

namespace pastagen {

// Token t's head h starts at data + t * stride + h * head_size.
template <typename T> struct HeadRows {
  T* data;
  int64_t stride;
};

struct AttentionShape {
  int64_t row_count, head_count, head_size;
  // [row_count + 1]: row r's queries are those from query_offsets[r] up to query_offsets[r + 1]; its keys likewise.
  const int64_t* query_offsets;
  const int64_t* key_offsets;
  // One for each key: whether it counts. Null where all do. Another key's score is the least number there is, so that a row in which none
  // counts attends evenly.
  const bool* key_mask;
  // Query q sees the keys of its row from windows[2 * q] up to windows[2 * q + 1], counted from the row's first. Null where it sees all.
  const int64_t* windows;
  Dropout dropout;

  int64_t longest(const int64_t* offsets) const {
    int64_t found = 0;
    for (int64_t row = 0; row < row_count; row++)
      if (offsets[row + 1] - offsets[row] > found) found = offsets[row + 1] - offsets[row];
    return found;
  }
};

// output = dropout(softmax(Q K' / sqrt(head_size))) V; log_sums, [queries, heads], are the logarithms of the softmax's denominators, from
// which the probabilities can be had again. Null where they are not wanted.
template <typename T>
void attention_forward(const AttentionShape& shape, HeadRows<const T> query, HeadRows<const T> key, HeadRows<const T> value, HeadRows<T> output,
                       float* log_sums);

template <typename T>
void attention_backward(const AttentionShape& shape, HeadRows<const T> query, HeadRows<const T> key, HeadRows<const T> value,
                        HeadRows<const T> output_gradient, const float* log_sums, HeadRows<T> query_gradient, HeadRows<T> key_gradient,
                        HeadRows<T> value_gradient);

}  // namespace pastagen
