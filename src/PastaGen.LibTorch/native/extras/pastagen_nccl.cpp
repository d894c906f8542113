// Sums between GPUs over NCCL, for processes that have met already.

#include "../pastagen.h"

#define USE_C10D_NCCL
#include <c10/core/DeviceGuard.h>
#include <torch/csrc/distributed/c10d/ProcessGroupNCCL.hpp>

#include <chrono>
#include <cstdlib>
#include <vector>

// A call that waits is what makes a lost process an error here; by default the library would end the program instead.
EXPORT int32_t pastagen_nccl_join(void* store, int32_t rank, int32_t size, int64_t timeout, void** result) {
  return guarded([&] {
    setenv("TORCH_NCCL_BLOCKING_WAIT", "1", 1);
    setenv("NCCL_BLOCKING_WAIT", "1", 1);
    auto options = c10d::ProcessGroupNCCL::Options::create();
    options->timeout = std::chrono::milliseconds(timeout);
    auto group = c10::make_intrusive<c10d::ProcessGroupNCCL>(*static_cast<c10::intrusive_ptr<c10d::Store>*>(store), rank, size, options);
    *result = new c10::intrusive_ptr<c10d::ProcessGroupNCCL>(std::move(group));
  });
}

EXPORT int32_t pastagen_nccl_leave(void* group) {
  return guarded([&] { delete static_cast<c10::intrusive_ptr<c10d::ProcessGroupNCCL>*>(group); });
}

// Sums in place.
EXPORT int32_t pastagen_nccl_all_reduce(void* group, void* tensor) {
  return guarded([&] {
    std::vector<at::Tensor> tensors{borrow(tensor)};
    c10::DeviceGuard here(tensors[0].device());
    (*static_cast<c10::intrusive_ptr<c10d::ProcessGroupNCCL>*>(group))->allreduce(tensors)->wait();
  });
}
