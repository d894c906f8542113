// A linear layer in float32 whose products go to oneDNN instead of the BLAS, with its gradient.
#pragma once

#include <c10/core/impl/LocalDispatchKeySet.h>

#include "support.h"

// oneDNN's product of row-major matrices, where the libtorch in use has brought that library along as one of its own; none is linked.
extern "C" int dnnl_sgemm(char transpose_a, char transpose_b, int64_t rows, int64_t columns, int64_t depth, float alpha, const float* a, int64_t a_stride,
                          const float* b, int64_t b_stride, float beta, float* c, int64_t c_stride) __attribute__((weak));

namespace pastagen {

inline bool has_onednn_products() { return dnnl_sgemm != nullptr; }

// c = a b, or c += a b, each of a and b as it is or transposed; all three are contiguous.
inline void multiply_into(at::Tensor& c, const at::Tensor& a, bool a_transposed, const at::Tensor& b, bool b_transposed, bool add) {
  const int64_t rows = c.size(0), columns = c.size(1), depth = a.size(a_transposed ? 0 : 1);
  if (c.numel() == 0) return;
  if (depth == 0) {
    if (!add) c.zero_();
    return;
  }
  const int status = dnnl_sgemm(a_transposed ? 'T' : 'N', b_transposed ? 'T' : 'N', rows, columns, depth, 1, memory<float>(a), a.size(1), memory<float>(b),
                                b.size(1), add ? 1 : 0, memory<float>(c), columns);
  TORCH_CHECK(status == 0, "oneDNN refused a product of [", rows, ", ", depth, "] and [", depth, ", ", columns, "], status ", status);
}

// rows is [count, in], weight [out, in].
inline at::Tensor apply_linear(const at::Tensor& rows, const at::Tensor& weight, const at::Tensor& bias) {
  at::Tensor result = at::empty({rows.size(0), weight.size(0)}, rows.options());
  if (bias.defined()) result.copy_(bias.expand_as(result));
  multiply_into(result, rows, false, weight, true, bias.defined());
  return result;
}

struct LinearFunction : torch::autograd::Function<LinearFunction> {
  static at::Tensor forward(AutogradContext* context, at::Tensor rows, at::Tensor weight, OptionalTensor bias, bool rows_wanted, bool weight_wanted) {
    // Each gradient needs the other factor alone.
    context->save_for_backward({weight_wanted ? rows : at::Tensor(), rows_wanted ? weight : at::Tensor()});
    context->saved_data["bias"] = bias.has_value() && bias->requires_grad();
    return apply_linear(rows, weight, tensor_of(bias));
  }

  static variable_list backward(AutogradContext* context, variable_list gradients) {
    const auto saved = context->get_saved_variables();
    const at::Tensor rows = saved[0], weight = saved[1];
    const bool bias_wanted = context->saved_data["bias"].toBool();
    variable_list found(5);
    if (at::GradMode::is_enabled()) {
      if (weight.defined()) found[0] = gradients[0].mm(weight);
      if (rows.defined()) found[1] = gradients[0].t().mm(rows);
    } else {
      const at::Tensor gradient = gradients[0].contiguous();
      if (weight.defined()) multiply_into(found[0] = at::empty({gradient.size(0), weight.size(1)}, gradient.options()), gradient, false, weight, false, false);
      if (rows.defined()) multiply_into(found[1] = at::empty({gradient.size(1), rows.size(1)}, gradient.options()), gradient, true, rows, false, false);
    }
    if (bias_wanted) found[2] = gradients[0].sum(0);
    return found;
  }
};

inline at::Tensor linear(const at::Tensor& input, const at::Tensor& any_weight, const OptionalTensor& any_bias) {
  // Where types are chosen automatically, libtorch's own operator chooses.
  if (!c10::impl::tls_is_dispatch_key_excluded(c10::DispatchKey::AutocastCPU)) return at::linear(input, any_weight, any_bias);
  const at::Tensor bias = tensor_of(any_bias);
  for (const at::Tensor& tensor : {input, any_weight, bias.defined() ? bias : any_weight})
    TORCH_CHECK(tensor.device().is_cpu() && tensor.layout() == at::kStrided && tensor.scalar_type() == at::kFloat,
                "a product by oneDNN takes dense float32 tensors in the processor's memory");
  TORCH_CHECK(any_weight.dim() == 2 && input.dim() > 0 && input.size(-1) == any_weight.size(1), "a weight of ", any_weight.sizes(),
              " does not fit an input of ", input.sizes());
  TORCH_CHECK(!bias.defined() || (bias.dim() == 1 && bias.size(0) == any_weight.size(0)), "a bias of ", bias.sizes(), " does not fit a weight of ",
              any_weight.sizes());
  int64_t count = 1;
  for (int64_t dimension = 0; dimension + 1 < input.dim(); dimension++) count *= input.size(dimension);
  const at::Tensor weight = any_weight.contiguous(), rows = input.contiguous().view({count, weight.size(1)});
  at::Tensor result = recorded({rows, weight, bias})
                          ? LinearFunction::apply(rows, weight, given(bias), rows.requires_grad(), weight.requires_grad())
                          : apply_linear(rows, weight, bias);
  if (input.dim() == 2) return result;
  std::vector<int64_t> sizes = input.sizes().vec();
  sizes.back() = weight.size(0);
  return result.view(sizes);
}

}  // namespace pastagen
