// What a GPU has and a processor has not: recorded launches (CUDA graphs) and an allocator that keeps count.

#include "../pastagen.h"

#include <ATen/cuda/CUDAGraph.h>
#include <c10/cuda/CUDACachingAllocator.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>

#include <memory>

namespace {

// Recording needs a stream of its own; work recorded there runs on whatever stream is current when it is played back.
struct Recording {
  at::cuda::CUDAGraph graph;
  c10::cuda::CUDAStream stream;
  std::unique_ptr<c10::cuda::CUDAStreamGuard> guard;
  explicit Recording(c10::DeviceIndex device) : stream(c10::cuda::getStreamFromPool(false, device)) {}
};

Recording& recording_of(void* handle) { return *static_cast<Recording*>(handle); }

}  // namespace

EXPORT int32_t pastagen_graph_begin(int32_t device, void** result) {
  return guarded([&] {
    auto made = std::make_unique<Recording>(static_cast<c10::DeviceIndex>(device));
    c10::cuda::device_synchronize();
    made->guard = std::make_unique<c10::cuda::CUDAStreamGuard>(made->stream);
    made->graph.capture_begin();
    *result = made.release();
  });
}

// The stream from before is current again, whether or not the recording is whole.
EXPORT int32_t pastagen_graph_end(void* handle) {
  return guarded([&] {
    auto& recording = recording_of(handle);
    auto guard = std::move(recording.guard);
    recording.graph.capture_end();
  });
}

EXPORT int32_t pastagen_graph_replay(void* handle) {
  return guarded([&] { recording_of(handle).graph.replay(); });
}

EXPORT int32_t pastagen_graph_release(void* handle) {
  return guarded([&] { delete static_cast<Recording*>(handle); });
}

// The most bytes that tensors have taken on a device since the last reset.
EXPORT int32_t pastagen_cuda_peak_bytes(int32_t device, int64_t* bytes) {
  return guarded([&] {
    auto stats = c10::cuda::CUDACachingAllocator::getDeviceStats(static_cast<c10::DeviceIndex>(device));
    *bytes = stats.allocated_bytes[0].peak;
  });
}

EXPORT int32_t pastagen_cuda_reset_peak(int32_t device) {
  return guarded([&] { c10::cuda::CUDACachingAllocator::resetPeakStats(static_cast<c10::DeviceIndex>(device)); });
}
