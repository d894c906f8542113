// Processes that train together, over libtorch's own c10d: a TCP store where they meet and Gloo to sum and to hand round.
// All processes make the same calls in the same order; each call waits until it is done, or fails when its time is up.

#include "../pastagen.h"

#define USE_C10D_GLOO
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>

#include <chrono>
#include <vector>

namespace {

using Milliseconds = std::chrono::milliseconds;

struct Group {
  c10::intrusive_ptr<c10d::Store> store;
  c10::intrusive_ptr<c10d::ProcessGroupGloo> gloo;
};

Group& group_of(void* handle) { return *static_cast<Group*>(handle); }

// Where this process can be reached: by the interface that was named, else by the address where all meet if that is this
// machine alone, else by the machine's own name.
auto device_of(const std::string& interface, const std::string& address) {
  using Gloo = c10d::ProcessGroupGloo;
  if (!interface.empty()) return Gloo::createDeviceForInterface(interface);
  if (address == "localhost" || address == "::1" || address.rfind("127.", 0) == 0) return Gloo::createDeviceForHostname(address);
  return Gloo::createDefaultDevice();
}

}  // namespace

// Waits until all processes are there.
EXPORT int32_t pastagen_group_join(const char* address, uint16_t port, int32_t first_serves, const char* prefix, const char* interface,
                                   int32_t rank, int32_t size, int64_t timeout, void** result) {
  return guarded([&] {
    c10d::TCPStoreOptions meeting;
    meeting.port = port;
    meeting.isServer = first_serves && rank == 0;
    meeting.numWorkers = static_cast<size_t>(size);
    // Each says that it has come, and who serves waits for all; a store that another program serves counts in its own way.
    meeting.waitWorkers = first_serves != 0;
    meeting.timeout = Milliseconds(timeout);
    c10::intrusive_ptr<c10d::Store> store = c10::make_intrusive<c10d::TCPStore>(address, meeting);
    store->setTimeout(Milliseconds(timeout));
    store = c10::make_intrusive<c10d::PrefixStore>(prefix, store);
    auto options = c10d::ProcessGroupGloo::Options::create(Milliseconds(timeout));
    options->devices.push_back(device_of(interface, address));
    *result = new Group{store, c10::make_intrusive<c10d::ProcessGroupGloo>(store, rank, size, options)};
  });
}

EXPORT int32_t pastagen_group_leave(void* group) {
  return guarded([&] { delete static_cast<Group*>(group); });
}

// Where they meet, for a group on another kind of device; it lives as long as this group.
EXPORT void* pastagen_group_store(void* group) { return &group_of(group).store; }

// Sums in place.
EXPORT int32_t pastagen_group_all_reduce(void* group, void* tensor) {
  return guarded([&] {
    std::vector<at::Tensor> tensors{borrow(tensor)};
    group_of(group).gloo->allreduce(tensors)->wait();
  });
}

// Overwrites the tensor of all processes but one.
EXPORT int32_t pastagen_group_broadcast(void* group, void* tensor, int32_t from) {
  return guarded([&] {
    std::vector<at::Tensor> tensors{borrow(tensor)};
    c10d::BroadcastOptions options;
    options.rootRank = from;
    group_of(group).gloo->broadcast(tensors, options)->wait();
  });
}

// Fills one tensor for each process, all of one shape.
EXPORT int32_t pastagen_group_all_gather(void* group, void* tensor, void** gathered, int32_t size) {
  return guarded([&] {
    std::vector<at::Tensor> inputs{borrow(tensor)};
    std::vector<std::vector<at::Tensor>> outputs(1);
    for (int32_t rank = 0; rank < size; rank++) outputs[0].push_back(borrow(gathered[rank]));
    group_of(group).gloo->allgather(outputs, inputs)->wait();
  });
}
