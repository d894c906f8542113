// GELU, alone and with a gate, rotation and dropout with their gradients.
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

inline at::Tensor apply_gated_gelu(const at::Tensor& input, bool tanh) {
  std::vector<int64_t> sizes = input.sizes().vec();
  const int64_t width = sizes.back() /= 2;
  at::Tensor result = at::empty(sizes, input.options());
  if (result.numel() == 0) return result;
  by_type(input, [&](auto* type) {
    using T = Pointed<decltype(type)>;
    gated_gelu_forward<T>(tanh, result.numel() / width, width, memory<T>(input), memory<T>(result));
  });
  return result;
}

struct GatedGeluFunction : torch::autograd::Function<GatedGeluFunction> {
  static at::Tensor forward(AutogradContext* context, at::Tensor input, bool tanh) {
    context->save_for_backward({input});
    context->saved_data["tanh"] = tanh;
    return apply_gated_gelu(input, tanh);
  }

  static variable_list backward(AutogradContext* context, variable_list gradients) {
    check_first_order();
    const at::Tensor input = context->get_saved_variables()[0], gradient = gradients[0].contiguous();
    at::Tensor found = at::empty(input.sizes(), input.options());
    if (found.numel() == 0) return {found, at::Tensor()};
    by_type(input, [&](auto* type) {
      using T = Pointed<decltype(type)>;
      const int64_t width = gradient.size(-1);
      const bool tanh = context->saved_data["tanh"].toBool();
      gated_gelu_backward<T>(tanh, gradient.numel() / width, width, memory<T>(input), memory<T>(gradient), memory<T>(found));
    });
    return {found, at::Tensor()};
  }
};

inline at::Tensor gated_gelu(const at::Tensor& any, bool tanh) {
  check_computable(any, "input");
  TORCH_CHECK(any.dim() > 0 && any.size(-1) % 2 == 0, "an input of ", any.sizes(), " has no halves of one width");
  const at::Tensor input = any.contiguous();
  return recorded({input}) ? GatedGeluFunction::apply(input, tanh) : apply_gated_gelu(input, tanh);
}

inline at::Tensor apply_rotation(const at::Tensor& any, const at::Tensor& cosines, const at::Tensor& sines, int64_t heads, bool backwards) {
  // Queries and keys of one product lie with its other parts between their tokens.
  const at::Tensor input = any.stride(1) == 1 ? any : any.contiguous();
  at::Tensor result = at::empty(input.sizes(), input.options());
  const Rotation rotation{input.size(0), heads, input.size(1) / heads / 2, input.stride(0), backwards};
  by_type(input, [&](auto* type) {
    using T = Pointed<decltype(type)>;
    rotate_halves<T>(rotation, memory<T>(input), memory<float>(cosines), memory<float>(sines), memory<T>(result));
  });
  return result;
}

struct RotationFunction : torch::autograd::Function<RotationFunction> {
  static at::Tensor forward(AutogradContext* context, at::Tensor input, at::Tensor cosines, at::Tensor sines, int64_t heads) {
    context->save_for_backward({cosines, sines});
    context->saved_data["heads"] = heads;
    return apply_rotation(input, cosines, sines, heads, false);
  }

  static variable_list backward(AutogradContext* context, variable_list gradients) {
    check_first_order();
    const auto saved = context->get_saved_variables();
    const int64_t heads = context->saved_data["heads"].toInt();
    return {apply_rotation(gradients[0], saved[0], saved[1], heads, true), at::Tensor(), at::Tensor(), at::Tensor()};
  }
};

inline at::Tensor rotate(const at::Tensor& input, const at::Tensor& any_cosines, const at::Tensor& any_sines, int64_t heads) {
  check_computable(input, "input");
  TORCH_CHECK(input.dim() == 2 && heads > 0 && input.size(1) > 0 && input.size(1) % (2 * heads) == 0, "an input of ", input.sizes(), " has no ",
              heads, " heads with two halves each");
  const at::Tensor cosines = any_cosines.contiguous(), sines = any_sines.contiguous();
  for (const at::Tensor& angles : {cosines, sines}) {
    check_computable(angles, "angles");
    TORCH_CHECK(angles.scalar_type() == at::kFloat && angles.numel() == input.size(0) * (input.size(1) / heads / 2),
                "angles are float32, one for each token and pair of a head; found ", angles.scalar_type(), " ", angles.sizes());
  }
  return recorded({input}) ? RotationFunction::apply(input, cosines, sines, heads) : apply_rotation(input, cosines, sines, heads, false);
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
