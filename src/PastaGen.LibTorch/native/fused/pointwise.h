// GELU and dropout with their gradients.
#pragma once

#include "../kernels/pointwise.h"
#include "support.h"

namespace pastagen {

inline at::Tensor apply_gelu(const at::Tensor& input, bool tanh) {
  at::Tensor result = at::empty(input.sizes(), input.options());
  by_type(input, [&](auto* type) {
    using T = Pointed<decltype(type)>;
    gelu_forward<T>(tanh, input.numel(), memory<T>(input), memory<T>(result));
  });
  return result;
}

struct GeluFunction : torch::autograd::Function<GeluFunction> {
  static at::Tensor forward(AutogradContext* context, at::Tensor input, bool tanh) {
    context->save_for_backward({input});
    context->saved_data["tanh"] = tanh;
    return apply_gelu(input, tanh);
  }

  static variable_list backward(AutogradContext* context, variable_list gradients) {
    check_first_order();
    const at::Tensor input = context->get_saved_variables()[0], gradient = gradients[0].contiguous();
    at::Tensor found = at::empty(input.sizes(), input.options());
    by_type(input, [&](auto* type) {
      using T = Pointed<decltype(type)>;
      gelu_backward<T>(context->saved_data["tanh"].toBool(), input.numel(), memory<T>(input), memory<T>(gradient), memory<T>(found));
    });
    return {found, at::Tensor()};
  }
};

inline at::Tensor gelu(const at::Tensor& any, bool tanh) {
  check_computable(any, "input");
  const at::Tensor input = any.contiguous();
  return recorded({input}) ? GeluFunction::apply(input, tanh) : apply_gelu(input, tanh);
}

inline at::Tensor apply_dropout(const at::Tensor& input, double probability, int64_t seed) {
  at::Tensor result = at::empty(input.sizes(), input.options());
  by_type(input, [&](auto* type) {
    using T = Pointed<decltype(type)>;
    drop_out<T>(dropout_of(probability, seed), input.numel(), memory<T>(input), memory<T>(result));
  });
  return result;
}

struct DropoutFunction : torch::autograd::Function<DropoutFunction> {
  static at::Tensor forward(AutogradContext* context, at::Tensor input, double probability, int64_t seed) {
    context->saved_data["probability"] = probability;
    context->saved_data["seed"] = seed;
    return apply_dropout(input, probability, seed);
  }

  static variable_list backward(AutogradContext* context, variable_list gradients) {
    check_first_order();
    at::Tensor found = apply_dropout(gradients[0].contiguous(), context->saved_data["probability"].toDouble(), context->saved_data["seed"].toInt());
    return {found, at::Tensor(), at::Tensor()};
  }
};

inline at::Tensor dropout(const at::Tensor& any, double probability) {
  check_computable(any, "input");
  check_probability(probability);
  if (probability == 0) return any;
  const at::Tensor input = any.contiguous();
  const int64_t seed = draw_seed(probability);
  return recorded({input}) ? DropoutFunction::apply(input, probability, seed) : apply_dropout(input, probability, seed);
}

}  // namespace pastagen
