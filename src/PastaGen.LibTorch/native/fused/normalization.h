// Layer normalization, alone or of a residual sum whose new part is dropped out, with its gradient.
#pragma once

#include <tuple>

#include "../kernels/normalization.h"
#include "support.h"

namespace pastagen {

inline at::Tensor as_floats(const at::Tensor& tensor) { return tensor.detach().to(at::kFloat).contiguous(); }

inline NormShape norm_shape(const at::Tensor& input, double epsilon, double dropout, int64_t seed) {
  const int64_t width = input.size(-1);
  return {width == 0 ? 0 : input.numel() / width, width, static_cast<float>(epsilon), dropout_of(dropout, seed)};
}

// sum is filled where it is defined; statistics are made where they are wanted.
inline at::Tensor normalize(const NormShape& shape, const at::Tensor& input, const at::Tensor& residual, const at::Tensor& gain, const at::Tensor& bias,
                            const at::Tensor& sum, at::Tensor* statistics) {
  at::Tensor result = at::empty(input.sizes(), input.options()), gains = as_floats(gain), biases = as_floats(bias);
  if (statistics != nullptr) *statistics = at::empty({shape.rows, 2}, input.options().dtype(at::kFloat));
  by_type(input, [&](auto* type) {
    using T = Pointed<decltype(type)>;
    norm_forward<T>(shape, memory<T>(input), memory<T>(residual), memory<float>(gains), memory<float>(biases), memory<T>(result), memory<T>(sum),
                    statistics != nullptr ? memory<float>(*statistics) : nullptr);
  });
  return result;
}

struct NormFunction : torch::autograd::Function<NormFunction> {
  static at::Tensor forward(AutogradContext* context, at::Tensor input, OptionalTensor other, at::Tensor gain, at::Tensor bias, double epsilon,
                            double dropout, int64_t seed, std::tuple<bool, bool, bool, bool> wanted) {
    const at::Tensor residual = tensor_of(other);
    // Without a residual the input is its own sum.
    at::Tensor statistics, sum = residual.defined() ? at::empty(input.sizes(), input.options()) : at::Tensor();
    at::Tensor result = normalize(norm_shape(input, epsilon, dropout, seed), input, residual, gain, bias, sum, &statistics);
    context->save_for_backward({sum.defined() ? sum : input, statistics, gain, bias});
    context->saved_data["epsilon"] = epsilon;
    context->saved_data["dropout"] = dropout;
    context->saved_data["seed"] = seed;
    context->saved_data["input"] = std::get<0>(wanted);
    context->saved_data["residual"] = std::get<1>(wanted);
    context->saved_data["gain"] = std::get<2>(wanted);
    context->saved_data["bias"] = std::get<3>(wanted);
    return result;
  }

  static variable_list backward(AutogradContext* context, variable_list gradients) {
    check_first_order();
    auto saved = context->get_saved_variables();
    const at::Tensor sum = saved[0], gain = saved[2], bias = saved[3], gains = as_floats(gain);
    auto& data = context->saved_data;
    const double dropout = data["dropout"].toDouble();
    const at::Tensor gradient = gradients[0].contiguous();
    auto wanted = [&](const char* name) { return data[name].toBool(); };
    auto room = [&](bool is_wanted, const at::Tensor& like, at::ScalarType type) {
      return is_wanted ? at::empty(like.sizes(), like.options().dtype(type)) : at::Tensor();
    };
    at::Tensor residual_gradient = room(wanted("residual"), sum, sum.scalar_type());
    // Without dropout the two gradients are one.
    const bool shared = dropout == 0 && residual_gradient.defined();
    at::Tensor input_gradient = room(wanted("input") && !shared, sum, sum.scalar_type());
    at::Tensor gain_gradient = room(wanted("gain"), gain, at::kFloat), bias_gradient = room(wanted("bias"), bias, at::kFloat);
    by_type(sum, [&](auto* type) {
      using T = Pointed<decltype(type)>;
      norm_backward<T>(norm_shape(sum, data["epsilon"].toDouble(), dropout, data["seed"].toInt()), memory<T>(sum), memory<float>(saved[1]),
                       memory<float>(gains), memory<T>(gradient), memory<T>(input_gradient), memory<T>(residual_gradient),
                       memory<float>(gain_gradient), memory<float>(bias_gradient));
    });
    if (shared && wanted("input")) input_gradient = residual_gradient;
    auto typed = [](const at::Tensor& found, const at::Tensor& like) { return found.defined() ? found.to(like.scalar_type()) : found; };
    return {input_gradient, residual_gradient, typed(gain_gradient, gain), typed(bias_gradient, bias), at::Tensor(), at::Tensor(), at::Tensor(), at::Tensor()};
  }
};

inline at::Tensor norm(at::Tensor input, at::Tensor residual, const at::Tensor& gain, const at::Tensor& bias, double epsilon, double dropout) {
  check_computable(gain, "gain");
  check_computable(bias, "bias");
  check_probability(dropout);
  TORCH_CHECK(input.dim() > 0 && gain.dim() == 1 && gain.size(0) == input.size(-1) && bias.sizes() == gain.sizes(),
              "gain and bias must have the width of the last dimension of ", input.sizes(), ", found ", gain.sizes(), " and ", bias.sizes());
  input = input.contiguous();
  if (residual.defined()) residual = residual.contiguous();
  const int64_t seed = draw_seed(dropout);
  if (!recorded({input, residual, gain, bias})) return normalize(norm_shape(input, epsilon, dropout, seed), input, residual, gain, bias, {}, nullptr);
  return NormFunction::apply(input, given(residual), gain, bias, epsilon, dropout, seed,
                             std::make_tuple(input.requires_grad(), residual.defined() && residual.requires_grad(), gain.requires_grad(), bias.requires_grad()));
}

inline at::Tensor layer_norm(const at::Tensor& input, const at::Tensor& gain, const at::Tensor& bias, double epsilon) {
  check_computable(input, "input");
  return norm(input, {}, gain, bias, epsilon, 0);
}

inline at::Tensor dropout_add_norm(const at::Tensor& output, const at::Tensor& residual, const at::Tensor& gain, const at::Tensor& bias, double epsilon,
                                   double dropout) {
  check_computable(output, "output");
  check_same_type(residual, output, "residual");
  TORCH_CHECK(residual.sizes() == output.sizes(), "output and residual must have one shape, found ", output.sizes(), " and ", residual.sizes());
  return norm(output, residual, gain, bias, epsilon, dropout);
}

}  // namespace pastagen
