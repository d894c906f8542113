#include "attention.h"

#include <cmath>
#include <limits>

#include "matrix.h"
#include "parallel.h"
#include "scratch.h"

namespace pastagen {
namespace {

// As many queries are taken at once as leave their scores in a near cache.
constexpr int64_t QueryBlock = 64;
constexpr float Least = std::numeric_limits<float>::lowest();

// One head of one row: every size that its products need.
struct Head {
  int64_t first_query, query_count, first_key, key_count, head, padded_keys, padded_size;
  bool even;  // no key counts

  template <typename T> T* query_at(HeadRows<T> rows, const AttentionShape& shape, int64_t query) const {
    return rows.data + (first_query + query) * rows.stride + head * shape.head_size;
  }
  template <typename T> T* key_at(HeadRows<T> rows, const AttentionShape& shape, int64_t key) const {
    return rows.data + (first_key + key) * rows.stride + head * shape.head_size;
  }
};

Head head_of(const AttentionShape& shape, int64_t item) {
  const int64_t row = item / shape.head_count;
  Head head;
  head.head = item % shape.head_count;
  head.first_query = shape.query_offsets[row];
  head.query_count = shape.query_offsets[row + 1] - head.first_query;
  head.first_key = shape.key_offsets[row];
  head.key_count = shape.key_offsets[row + 1] - head.first_key;
  head.padded_keys = round_up(head.key_count, Lanes);
  head.padded_size = round_up(shape.head_size, Lanes);
  head.even = shape.key_mask != nullptr;
  for (int64_t key = 0; head.even && key < head.key_count; key++) head.even = !shape.key_mask[head.first_key + key];
  return head;
}

// Rows of a head as contiguous float32, with zeros up to padded_rows and padded_size.
template <typename T>
void pack(const T* from, int64_t stride, int64_t rows, int64_t size, float scale, float* to, int64_t padded_rows, int64_t padded_size) {
  for (int64_t row = 0; row < rows; row++)
    for (int64_t i = 0; i < padded_size; i += Lanes) store(to + row * padded_size + i, load_up_to(from + row * stride + i, size - i) * scale);
  std::memset(to + rows * padded_size, 0, (padded_rows - rows) * padded_size * sizeof(float));
}

template <typename T> void unpack(const float* from, int64_t padded_size, int64_t rows, int64_t size, float scale, T* to, int64_t stride) {
  for (int64_t row = 0; row < rows; row++)
    for (int64_t i = 0; i < size; i += Lanes) store_up_to(to + row * stride + i, load(from + row * padded_size + i) * scale, size - i);
}

// 0 for keys that count and the least number for others, padding included.
void fill_bias(const AttentionShape& shape, const Head& head, float* bias) {
  const bool* counts = shape.key_mask == nullptr || head.even ? nullptr : shape.key_mask + head.first_key;
  for (int64_t key = 0; key < head.padded_keys; key++) bias[key] = key < head.key_count && (counts == nullptr || counts[key]) ? 0 : Least;
}

// A key that does not count keeps no part of its score, which may be anything, and where none counts all are equal.
inline Floats biased(Floats scores, Floats bias, bool even) { return bias < 0.0f ? bias : even ? Floats{} : scores; }

// The keys that some queries of a block see, padding included: of a window those between its first and its last.
struct Span {
  int64_t first, padded, keys;

  Span(const AttentionShape& shape, const Head& head, int64_t query, int64_t count) : first(0), padded(head.padded_keys), keys(head.key_count) {
    if (shape.windows == nullptr) return;
    const int64_t* windows = shape.windows + 2 * (head.first_query + query);
    int64_t begin = head.key_count, end = 0;
    for (int64_t i = 0; i < count; i++) {
      if (windows[2 * i] < begin) begin = windows[2 * i];
      if (windows[2 * i + 1] > end) end = windows[2 * i + 1];
    }
    first = begin / DrawCount * DrawCount;  // where numbers for dropout can begin
    keys = end - first;
    padded = round_up(keys, Lanes);
  }
};

// What is added to one query's scores, and whether all that it sees are equal because none of them counts.
struct QueryBias {
  const float* values;
  bool even;

  QueryBias(const AttentionShape& shape, const Head& head, const Span& span, int64_t query, const float* bias, float* own)
      : values(bias + span.first), even(head.even) {
    if (shape.windows == nullptr) return;
    const int64_t* window = shape.windows + 2 * (head.first_query + query);
    bool none = true;
    for (int64_t key = window[0]; none && key < window[1]; key++) none = bias[key] < 0;
    even = even || none;
    for (int64_t key = 0; key < span.padded; key++) {
      const bool seen = span.first + key >= window[0] && span.first + key < window[1];
      own[key] = !seen ? Least : even ? 0 : bias[span.first + key];
    }
    values = own;
  }
};

// Each query's probabilities have numbers of their own for dropout, as many as the longest row has keys.
struct ProbabilityNumbers {
  uint64_t heads, keys;
  ProbabilityNumbers(const AttentionShape& shape)
      : heads(shape.head_count), keys(shape.dropout.acts() ? round_up(shape.longest(shape.key_offsets), 32) : 0) {}
  uint64_t first(const Head& head, int64_t query) const { return ((head.first_query + query) * heads + head.head) * keys; }
};

// The scores of one query become what its probabilities are before they are divided by their sum; the sum is returned.
float softmax_row(float* scores, const QueryBias& bias, const Span& span, const Dropout& dropout, uint64_t number, float* log_sum) {
  Floats largest = splat(Least);
  for (int64_t key = 0; key < span.padded; key += Lanes) {
    Floats score = biased(load(scores + key), load(bias.values + key), bias.even);
    store(scores + key, score);
    largest = larger(score, largest);
  }
  const float shift = largest_of(largest);
  DropoutRow dropped(dropout, number + span.first);
  Floats sums = {};
  for (int64_t key = 0; key < span.padded; key += Lanes) {
    Floats power = exponential(load(scores + key) - shift);
    sums += power;
    store(scores + key, dropped.next(power));
  }
  const float sum = sum_of(sums);
  *log_sum = shift + std::log(sum);
  return sum;
}

// Turns one query's scores into its probabilities with dropout, written to dropped, and the gradient of those into that of the scores.
void softmax_row_gradient(float* scores, float* gradients, float* dropped, const QueryBias& bias, const Span& span, const Dropout& dropout,
                          uint64_t number, float log_sum) {
  Floats shares = {};
  DropoutRow row(dropout, number + span.first);
  for (int64_t key = 0; key < span.padded; key += Lanes) {
    Floats probability = exponential(biased(load(scores + key), load(bias.values + key), bias.even) - log_sum);
    Floats kept = row.next(probability);
    // The gradient meets the probability only in their product, and there dropout may stand at either.
    Floats share = kept * load(gradients + key);
    shares += share;
    store(dropped + key, kept);
    store(gradients + key, share);
    store(scores + key, probability);
  }
  const float share = sum_of(shares);
  for (int64_t key = 0; key < span.padded; key += Lanes)
    store(gradients + key, load(gradients + key) - load(scores + key) * share);
}

}  // namespace

template <typename T>
void attention_forward(const AttentionShape& shape, HeadRows<const T> query, HeadRows<const T> key, HeadRows<const T> value, HeadRows<T> output,
                       float* log_sums) {
  const float scale = 1 / std::sqrt(static_cast<float>(shape.head_size));
  const int64_t size = shape.head_size;
  const ProbabilityNumbers numbers(shape);
  parallel(shape.row_count * shape.head_count, [&](int64_t item) {
    const Head head = head_of(shape, item);
    if (head.query_count == 0) return;
    Scratch scratch;
    const int64_t block = head.query_count < QueryBlock ? head.query_count : QueryBlock;
    float* keys = scratch.take(head.padded_keys * head.padded_size);
    float* keys_transposed = scratch.take(head.padded_keys * head.padded_size);
    float* bias = scratch.take(head.padded_keys);
    float* own_bias = scratch.take(head.padded_keys);
    float* queries = scratch.take(block * head.padded_size);
    float* scores = scratch.take(block * head.padded_keys);
    float* outputs = scratch.take(block * head.padded_size);
    fill_bias(shape, head, bias);
    pack(head.key_at(key, shape, 0), key.stride, head.key_count, size, 1, keys, head.padded_keys, head.padded_size);
    transpose(head.padded_keys, head.padded_size, keys, keys_transposed);
    float* values = keys;
    pack(head.key_at(value, shape, 0), value.stride, head.key_count, size, 1, values, head.padded_keys, head.padded_size);
    for (int64_t first = 0; first < head.query_count; first += block) {
      const int64_t count = head.query_count - first < block ? head.query_count - first : block;
      pack(head.query_at(query, shape, first), query.stride, count, size, scale, queries, count, head.padded_size);
      const Span span(shape, head, first, count);
      multiply<false>(count, span.padded, size, {queries, head.padded_size, 1}, keys_transposed + span.first, head.padded_keys, scores, span.padded);
      float sums[QueryBlock];
      for (int64_t i = 0; i < count; i++) {
        float log_sum;
        const QueryBias seen(shape, head, span, first + i, bias, own_bias);
        sums[i] = softmax_row(scores + i * span.padded, seen, span, shape.dropout, numbers.first(head, first + i), &log_sum);
        if (log_sums != nullptr) log_sums[(head.first_query + first + i) * shape.head_count + head.head] = log_sum;
      }
      multiply<false>(count, head.padded_size, span.keys, {scores, span.padded, 1}, values + span.first * head.padded_size, head.padded_size, outputs,
                      head.padded_size);
      for (int64_t i = 0; i < count; i++)
        unpack(outputs + i * head.padded_size, head.padded_size, 1, size, 1 / sums[i], head.query_at(output, shape, first + i), output.stride);
    }
  });
}

template <typename T>
void attention_backward(const AttentionShape& shape, HeadRows<const T> query, HeadRows<const T> key, HeadRows<const T> value,
                        HeadRows<const T> output_gradient, const float* log_sums, HeadRows<T> query_gradient, HeadRows<T> key_gradient,
                        HeadRows<T> value_gradient) {
  const float scale = 1 / std::sqrt(static_cast<float>(shape.head_size));
  const int64_t size = shape.head_size;
  const ProbabilityNumbers numbers(shape);
  parallel(shape.row_count * shape.head_count, [&](int64_t item) {
    const Head head = head_of(shape, item);
    const int64_t width = head.padded_size, length = head.padded_keys;
    Scratch scratch;
    const int64_t block = head.query_count < QueryBlock ? head.query_count : QueryBlock;
    float* keys = scratch.take(length * width);
    float* keys_transposed = scratch.take(length * width);
    float* values = scratch.take(length * width);
    float* values_transposed = scratch.take(length * width);
    float* bias = scratch.take(length);
    float* own_bias = scratch.take(length);
    float* queries = scratch.take(block * width);
    float* output_gradients = scratch.take(block * width);
    float* query_gradients = scratch.take(block * width);
    float* scores = scratch.take(block * length);
    float* score_gradients = scratch.take(block * length);
    float* probabilities = scratch.take(block * length);
    fill_bias(shape, head, bias);
    pack(head.key_at(key, shape, 0), key.stride, head.key_count, size, 1, keys, length, width);
    transpose(length, width, keys, keys_transposed);
    pack(head.key_at(value, shape, 0), value.stride, head.key_count, size, 1, values, length, width);
    transpose(length, width, values, values_transposed);
    float* key_sums = scratch.take(length * width);
    float* value_sums = values;
    std::memset(key_sums, 0, length * width * sizeof(float));
    std::memset(value_sums, 0, length * width * sizeof(float));
    for (int64_t first = 0; first < head.query_count; first += block) {
      const int64_t count = head.query_count - first < block ? head.query_count - first : block;
      pack(head.query_at(query, shape, first), query.stride, count, size, scale, queries, count, width);
      pack(head.query_at(output_gradient, shape, first), output_gradient.stride, count, size, 1, output_gradients, count, width);
      const Span span(shape, head, first, count);
      const int64_t offset = span.first * width;
      multiply<false>(count, span.padded, size, {queries, width, 1}, keys_transposed + span.first, length, scores, span.padded);
      multiply<false>(count, span.padded, size, {output_gradients, width, 1}, values_transposed + span.first, length, score_gradients, span.padded);
      for (int64_t i = 0; i < count; i++) {
        const QueryBias seen(shape, head, span, first + i, bias, own_bias);
        const int64_t row = i * span.padded;
        softmax_row_gradient(scores + row, score_gradients + row, probabilities + row, seen, span, shape.dropout, numbers.first(head, first + i),
                             log_sums[(head.first_query + first + i) * shape.head_count + head.head]);
      }
      multiply<true>(span.keys, width, count, {probabilities, 1, span.padded}, output_gradients, width, value_sums + offset, width);
      multiply<true>(span.keys, width, count, {score_gradients, 1, span.padded}, queries, width, key_sums + offset, width);
      multiply<false>(count, width, span.keys, {score_gradients, span.padded, 1}, keys + offset, width, query_gradients, width);
      unpack(query_gradients, width, count, size, scale, head.query_at(query_gradient, shape, first), query_gradient.stride);
    }
    unpack(key_sums, width, head.key_count, size, 1, head.key_at(key_gradient, shape, 0), key_gradient.stride);
    unpack(value_sums, width, head.key_count, size, 1, head.key_at(value_gradient, shape, 0), value_gradient.stride);
  });
}

#define INSTANTIATE(T)                                                                                                                        \
  template void attention_forward<T>(const AttentionShape&, HeadRows<const T>, HeadRows<const T>, HeadRows<const T>, HeadRows<T>, float*);    \
  template void attention_backward<T>(const AttentionShape&, HeadRows<const T>, HeadRows<const T>, HeadRows<const T>, HeadRows<const T>,      \
                                      const float*, HeadRows<T>, HeadRows<T>, HeadRows<T>);
INSTANTIATE(float)
INSTANTIATE(bfloat16)

}  // namespace pastagen
