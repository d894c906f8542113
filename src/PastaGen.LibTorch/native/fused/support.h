// What all fused operators need: checks of their arguments, access to memory, seeds.
#pragma once

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/custom_function.h>

#include <initializer_list>
#include <mutex>
#include <type_traits>

#include "../compatibility.h"
#include "../kernels/random.h"

namespace pastagen {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

inline void check_computable(const at::Tensor& tensor, const char* name) {
  TORCH_CHECK(tensor.defined() && tensor.device().is_cpu() && tensor.layout() == at::kStrided &&
                  (tensor.scalar_type() == at::kFloat || tensor.scalar_type() == at::kBFloat16),
              "'", name, "' must be a dense float32 or bfloat16 tensor in the processor's memory");
}

inline void check_same_type(const at::Tensor& tensor, const at::Tensor& other, const char* name) {
  check_computable(tensor, name);
  TORCH_CHECK(tensor.scalar_type() == other.scalar_type(), "'", name, "' is ", tensor.scalar_type(), " where ", other.scalar_type(), " is needed");
}

inline void check_probability(double dropout) { TORCH_CHECK(dropout >= 0 && dropout <= 1, "dropout must be between 0 and 1, found ", dropout); }

// Kernels write gradients that nothing was recorded for.
inline void check_first_order() {
  TORCH_CHECK(!at::GradMode::is_enabled(), "a fused operator has no second derivative; its gradient cannot be recorded");
}

inline bool recorded(std::initializer_list<at::Tensor> tensors) {
  if (!at::GradMode::is_enabled()) return false;
  for (const at::Tensor& tensor : tensors)
    if (tensor.defined() && tensor.requires_grad()) return true;
  return false;
}

// One draw of the default generator, so that its seed and state fix every mask.
inline int64_t draw_seed(double dropout) {
  if (dropout == 0) return 0;
  auto generator = at::detail::getDefaultCPUGenerator();
  std::lock_guard<std::mutex> lock(generator.mutex());
  return static_cast<int64_t>(at::check_generator<at::CPUGeneratorImpl>(generator)->random64());
}

inline Dropout dropout_of(double probability, int64_t seed) { return Dropout(probability, static_cast<uint64_t>(seed)); }

template <typename T> T* memory(const at::Tensor& tensor) { return tensor.defined() ? static_cast<T*>(tensor.data_ptr()) : nullptr; }

// Recording takes no undefined tensors.
inline OptionalTensor given(const at::Tensor& tensor) { return tensor.defined() ? OptionalTensor(tensor) : OptionalTensor(); }
inline at::Tensor tensor_of(const OptionalTensor& tensor) { return tensor.has_value() ? *tensor : at::Tensor(); }

// Calls with a null pointer to the type that the kernel computes for.
template <typename Body> void by_type(const at::Tensor& tensor, const Body& body) {
  if (tensor.scalar_type() == at::kFloat) body(static_cast<float*>(nullptr));
  else body(static_cast<bfloat16*>(nullptr));
}

template <typename Pointer> using Pointed = std::remove_pointer_t<Pointer>;

}  // namespace pastagen
