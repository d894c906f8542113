// What an optimizer does to many parameters at once.
#pragma once

#include <cmath>
#include <vector>

#include "../kernels/optimizer.h"
#include "support.h"

namespace pastagen {

inline void check_updatable(const at::Tensor& tensor) {
  TORCH_CHECK(tensor.device().is_cpu() && tensor.layout() == at::kStrided && tensor.scalar_type() == at::kFloat && tensor.is_contiguous(),
              "every tensor must be dense, contiguous, float32, and in the processor's memory");
}

inline std::vector<Range> ranges_of(const std::vector<at::Tensor>& tensors) {
  std::vector<Range> ranges;
  for (const at::Tensor& tensor : tensors) {
    check_updatable(tensor);
    ranges.push_back({tensor.data_ptr<float>(), tensor.numel()});
  }
  return ranges;
}

// What was recorded with the old content must not be used with the new.
inline void note_change(const std::vector<at::Tensor>& tensors) {
  for (const at::Tensor& tensor : tensors)
    if (!tensor.is_inference()) tensor.unsafeGetTensorImpl()->bump_version();
}

// largest has no tensors without amsgrad. steps are the numbers of these updates, from 1.
inline void adamw_(std::vector<at::Tensor> parameters, std::vector<at::Tensor> gradients, std::vector<at::Tensor> first, std::vector<at::Tensor> second,
                   std::vector<at::Tensor> largest, at::IntArrayRef steps, double rate, double beta1, double beta2, double epsilon, double decay,
                   bool maximize) {
  const size_t count = parameters.size();
  TORCH_CHECK(gradients.size() == count && first.size() == count && second.size() == count && steps.size() == count &&
                  (largest.empty() || largest.size() == count),
              "each parameter needs a gradient, moments and a step");
  const auto values = ranges_of(parameters), slopes = ranges_of(gradients), means = ranges_of(first), squares = ranges_of(second), peaks = ranges_of(largest);
  std::vector<AdamWParameter> updates;
  for (size_t i = 0; i < count; i++) {
    const int64_t size = values[i].count;
    TORCH_CHECK(slopes[i].count == size && means[i].count == size && squares[i].count == size && (peaks.empty() || peaks[i].count == size),
                "a parameter, its gradient and its moments must have one size");
    updates.push_back({values[i].data, slopes[i].data, means[i].data, squares[i].data, peaks.empty() ? nullptr : peaks[i].data, size,
                       static_cast<float>(rate / (1 - std::pow(beta1, steps[i]))), static_cast<float>(1 / std::sqrt(1 - std::pow(beta2, steps[i])))});
  }
  adamw_step({static_cast<float>(1 - rate * decay), static_cast<float>(1 - beta1), static_cast<float>(1 - beta2), static_cast<float>(beta2),
              static_cast<float>(epsilon), maximize},
             updates.data(), static_cast<int64_t>(count));
  for (const auto* changed : {&parameters, &first, &second, &largest}) note_change(*changed);
}

inline double norm_of_all(std::vector<at::Tensor> tensors) {
  const auto ranges = ranges_of(tensors);
  return std::sqrt(sum_of_squares(ranges.data(), static_cast<int64_t>(ranges.size())));
}

inline void scale_all_(std::vector<at::Tensor> tensors, double factor) {
  const auto ranges = ranges_of(tensors);
  multiply_by(ranges.data(), static_cast<int64_t>(ranges.size()), static_cast<float>(factor));
  note_change(tensors);
}

}  // namespace pastagen
