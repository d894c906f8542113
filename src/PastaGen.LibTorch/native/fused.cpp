// Operators of our own beside libtorch's, reached through the same door under the namespace "pastagen". Each is one pass over memory where
// libtorch's operators would be several, and finds again in the gradient what those would keep.

#include <torch/library.h>

#include "fused/attention.h"
#include "fused/linear.h"
#include "fused/normalization.h"
#include "fused/optimizer.h"
#include "fused/pointwise.h"

TORCH_LIBRARY(pastagen, library) {
  library.def("attention_packed(Tensor query_key_value, Tensor offsets, Tensor? key_mask, int head_count, float dropout) -> Tensor",
              &pastagen::attention_packed);
  library.def(
      "attention_key_value(Tensor query, Tensor key_value, Tensor query_offsets, Tensor key_offsets, Tensor? key_mask, int head_count, float dropout)"
      " -> Tensor",
      &pastagen::attention_key_value);
  library.def(
      "attention_separate(Tensor query, Tensor key, Tensor value, Tensor query_offsets, Tensor key_offsets, Tensor? key_mask, int head_count,"
      " float dropout, Tensor? windows) -> Tensor",
      &pastagen::attention_separate);
  library.def("dropout_add_norm(Tensor output, Tensor residual, Tensor gain, Tensor bias, float epsilon, float dropout) -> Tensor",
              &pastagen::dropout_add_norm);
  library.def("layer_norm(Tensor input, Tensor gain, Tensor bias, float epsilon) -> Tensor", &pastagen::layer_norm);
  library.def("linear(Tensor input, Tensor weight, Tensor? bias) -> Tensor", &pastagen::linear);
  library.def("gelu(Tensor input, bool tanh) -> Tensor", &pastagen::gelu);
  library.def("gated_gelu(Tensor input, bool tanh) -> Tensor", &pastagen::gated_gelu);
  library.def("rotate(Tensor input, Tensor cosines, Tensor sines, int heads) -> Tensor", &pastagen::rotate);
  library.def("dropout(Tensor input, float probability) -> Tensor", &pastagen::dropout);
  library.def(
      "adamw_(Tensor[] parameters, Tensor[] gradients, Tensor[] first, Tensor[] second, Tensor[] largest, int[] steps, float rate, float beta1,"
      " float beta2, float epsilon, float decay, bool maximize) -> ()",
      &pastagen::adamw_);
  library.def("norm_of_all(Tensor[] tensors) -> float", &pastagen::norm_of_all);
  library.def("scale_all_(Tensor[] tensors, float factor) -> ()", &pastagen::scale_all_);
}

extern "C" __attribute__((visibility("default"))) int32_t pastagen_has_onednn_products() { return pastagen::has_onednn_products(); }
