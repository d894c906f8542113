// Attention over packed rows, with its gradient.
#pragma once

#include "../kernels/attention.h"
#include "support.h"

namespace pastagen {

// Queries, keys and values as they came: in one tensor, as queries beside keys and values, or apart.
struct AttentionInputs {
  at::Tensor first, second, third;

  int64_t hidden() const { return second.defined() ? first.size(1) : first.size(1) / 3; }
  at::Tensor key_owner() const { return second.defined() ? second : first; }

  // The part of each row that starts at an element.
  template <typename T> static HeadRows<T> part(const at::Tensor& tensor, int64_t begin) {
    return {static_cast<T*>(tensor.data_ptr()) + begin, tensor.stride(0)};
  }
  template <typename T> HeadRows<T> query() const { return part<T>(first, 0); }
  template <typename T> HeadRows<T> key() const { return second.defined() ? part<T>(second, 0) : part<T>(first, hidden()); }
  template <typename T> HeadRows<T> value() const {
    if (third.defined()) return part<T>(third, 0);
    return second.defined() ? part<T>(second, hidden()) : part<T>(first, 2 * hidden());
  }

  AttentionInputs empty_like() const {
    auto like = [](const at::Tensor& tensor) { return tensor.defined() ? at::empty(tensor.sizes(), tensor.options()) : at::Tensor(); };
    return {like(first), like(second), like(third)};
  }
};

inline void check_rows(at::Tensor& rows, const at::Tensor& type, int64_t width, const char* name) {
  check_same_type(rows, type, name);
  TORCH_CHECK(rows.dim() == 2 && rows.size(1) == width, "'", name, "' must be [tokens, ", width, "], found ", rows.sizes());
  if (rows.size(1) > 1 && rows.stride(1) != 1) rows = rows.contiguous();
}

inline void check_offsets(const at::Tensor& offsets, int64_t tokens, const char* name) {
  TORCH_CHECK(offsets.device().is_cpu() && offsets.scalar_type() == at::kLong && offsets.dim() == 1 && offsets.is_contiguous() && offsets.numel() > 0,
              "'", name, "' must be one contiguous list of int64 in the processor's memory");
  const int64_t* values = offsets.data_ptr<int64_t>();
  const int64_t rows = offsets.numel() - 1;
  bool rising = values[0] == 0 && values[rows] == tokens;
  for (int64_t row = 0; row < rows; row++) rising = rising && values[row] <= values[row + 1];
  TORCH_CHECK(rising, "'", name, "' must rise from 0 to the number of tokens, ", tokens);
}

struct AttentionSettings {
  at::Tensor query_offsets, key_offsets, key_mask, windows;
  int64_t head_count;
  double dropout;
  int64_t seed;

  AttentionShape shape(int64_t hidden) const {
    return {query_offsets.numel() - 1, head_count, hidden / head_count, query_offsets.data_ptr<int64_t>(), key_offsets.data_ptr<int64_t>(),
            memory<bool>(key_mask), memory<int64_t>(windows), dropout_of(dropout, seed)};
  }

  void check_windows(int64_t queries) const {
    TORCH_CHECK(windows.device().is_cpu() && windows.scalar_type() == at::kLong && windows.is_contiguous() && windows.dim() == 2 &&
                    windows.size(0) == queries && windows.size(1) == 2,
                "'windows' must be contiguous int64 [", queries, ", 2] in the processor's memory");
    const int64_t* values = windows.data_ptr<int64_t>();
    const int64_t* query_rows = query_offsets.data_ptr<int64_t>();
    const int64_t* key_rows = key_offsets.data_ptr<int64_t>();
    for (int64_t row = 0; row + 1 < query_offsets.numel(); row++)
      for (int64_t query = query_rows[row]; query < query_rows[row + 1]; query++)
        TORCH_CHECK(0 <= values[2 * query] && values[2 * query] < values[2 * query + 1] && values[2 * query + 1] <= key_rows[row + 1] - key_rows[row],
                    "the window of query ", query, " lies outside its row, or is empty");
  }

  void check(const AttentionInputs& inputs) const {
    const int64_t hidden = inputs.hidden(), keys = inputs.key_owner().size(0);
    TORCH_CHECK(head_count > 0 && hidden % head_count == 0, head_count, " heads do not divide a width of ", hidden);
    check_probability(dropout);
    check_offsets(query_offsets, inputs.first.size(0), "query_offsets");
    check_offsets(key_offsets, keys, "key_offsets");
    TORCH_CHECK(query_offsets.numel() == key_offsets.numel(), "queries have ", query_offsets.numel() - 1, " rows and keys ", key_offsets.numel() - 1);
    const int64_t* query_rows = query_offsets.data_ptr<int64_t>();
    const int64_t* key_rows = key_offsets.data_ptr<int64_t>();
    for (int64_t row = 0; row + 1 < query_offsets.numel(); row++)
      TORCH_CHECK(key_rows[row] < key_rows[row + 1] || query_rows[row] == query_rows[row + 1], "row ", row, " has queries and no keys");
    TORCH_CHECK(!key_mask.defined() || (key_mask.device().is_cpu() && key_mask.scalar_type() == at::kBool && key_mask.is_contiguous() &&
                                        key_mask.dim() == 1 && key_mask.size(0) == keys),
                "'key_mask' must be one contiguous list of bool, one for each of ", keys, " keys");
    if (windows.defined()) check_windows(inputs.first.size(0));
  }
};

inline at::Tensor attend(const AttentionInputs& inputs, const AttentionSettings& settings, at::Tensor* log_sums) {
  const int64_t queries = inputs.first.size(0), hidden = inputs.hidden();
  at::Tensor result = at::empty({queries, hidden}, inputs.first.options());
  if (log_sums != nullptr) *log_sums = at::empty({queries, settings.head_count}, inputs.first.options().dtype(at::kFloat));
  by_type(result, [&](auto* type) {
    using T = Pointed<decltype(type)>;
    attention_forward<T>(settings.shape(hidden), inputs.query<const T>(), inputs.key<const T>(), inputs.value<const T>(),
                         AttentionInputs::part<T>(result, 0), log_sums != nullptr ? memory<float>(*log_sums) : nullptr);
  });
  return result;
}

struct AttentionFunction : torch::autograd::Function<AttentionFunction> {
  static at::Tensor forward(AutogradContext* context, at::Tensor first, OptionalTensor second, OptionalTensor third, AttentionSettings settings) {
    at::Tensor log_sums;
    const AttentionInputs inputs{first, tensor_of(second), tensor_of(third)};
    at::Tensor result = attend(inputs, settings, &log_sums);
    context->save_for_backward({inputs.first, inputs.second, inputs.third, settings.query_offsets, settings.key_offsets, settings.key_mask,
                                settings.windows, log_sums});
    context->saved_data["head_count"] = settings.head_count;
    context->saved_data["dropout"] = settings.dropout;
    context->saved_data["seed"] = settings.seed;
    return result;
  }

  static variable_list backward(AutogradContext* context, variable_list gradients) {
    check_first_order();
    auto saved = context->get_saved_variables();
    const AttentionInputs inputs{saved[0], saved[1], saved[2]};
    const AttentionSettings settings{saved[3], saved[4], saved[5], saved[6], context->saved_data["head_count"].toInt(),
                                     context->saved_data["dropout"].toDouble(), context->saved_data["seed"].toInt()};
    const AttentionInputs found = inputs.empty_like();
    at::Tensor gradient = gradients[0].contiguous();
    by_type(gradient, [&](auto* type) {
      using T = Pointed<decltype(type)>;
      attention_backward<T>(settings.shape(inputs.hidden()), inputs.query<const T>(), inputs.key<const T>(), inputs.value<const T>(),
                            AttentionInputs::part<const T>(gradient, 0), memory<float>(saved[7]), found.query<T>(), found.key<T>(), found.value<T>());
    });
    return {found.first, found.second, found.third, at::Tensor()};
  }
};

inline at::Tensor attention(const AttentionInputs& inputs, AttentionSettings settings) {
  settings.check(inputs);
  settings.seed = draw_seed(settings.dropout);
  return recorded({inputs.first, inputs.second, inputs.third}) ? AttentionFunction::apply(inputs.first, given(inputs.second), given(inputs.third), settings)
                                                               : attend(inputs, settings, nullptr);
}

inline at::Tensor attention_packed(at::Tensor query_key_value, const at::Tensor& offsets, const OptionalTensor& key_mask, int64_t head_count,
                                   double dropout) {
  check_computable(query_key_value, "query_key_value");
  TORCH_CHECK(query_key_value.dim() == 2 && query_key_value.size(1) % 3 == 0, "'query_key_value' must be [tokens, 3 * hidden], found ",
              query_key_value.sizes());
  check_rows(query_key_value, query_key_value, query_key_value.size(1), "query_key_value");
  return attention({query_key_value, {}, {}}, {offsets, offsets, tensor_of(key_mask), {}, head_count, dropout, 0});
}

inline at::Tensor attention_key_value(at::Tensor query, at::Tensor key_value, const at::Tensor& query_offsets, const at::Tensor& key_offsets,
                                      const OptionalTensor& key_mask, int64_t head_count, double dropout) {
  check_computable(query, "query");
  TORCH_CHECK(query.dim() == 2, "'query' must be [queries, hidden], found ", query.sizes());
  check_rows(query, query, query.size(1), "query");
  check_rows(key_value, query, 2 * query.size(1), "key_value");
  return attention({query, key_value, {}}, {query_offsets, key_offsets, tensor_of(key_mask), {}, head_count, dropout, 0});
}

inline at::Tensor attention_separate(at::Tensor query, at::Tensor key, at::Tensor value, const at::Tensor& query_offsets, const at::Tensor& key_offsets,
                                     const OptionalTensor& key_mask, int64_t head_count, double dropout, const OptionalTensor& windows) {
  check_computable(query, "query");
  TORCH_CHECK(query.dim() == 2, "'query' must be [queries, hidden], found ", query.sizes());
  check_rows(query, query, query.size(1), "query");
  check_rows(key, query, query.size(1), "key");
  check_rows(value, query, query.size(1), "value");
  TORCH_CHECK(key.size(0) == value.size(0), "there are ", key.size(0), " keys and ", value.size(0), " values");
  return attention({query, key, value}, {query_offsets, key_offsets, tensor_of(key_mask), tensor_of(windows), head_count, dropout, 0});
}

}  // namespace pastagen
