// The kernels' pieces of work on the threads that libtorch's own operators run on.

#include "kernels/parallel.h"

#include <ATen/Parallel.h>

#include <atomic>
#include <exception>

// The OpenMP runtime that libtorch has brought, under whatever file name, is the one to use: another would have threads of its own, which
// would contend for the same cores. So it is called by its interface and none is linked.
extern "C" {
void GOMP_parallel(void (*body)(void*), void* state, unsigned threads, unsigned flags) __attribute__((weak));
int omp_in_parallel() __attribute__((weak));
}

namespace pastagen {
namespace {

struct Team {
  int64_t count;
  void (*body)(void*, int64_t);
  void* state;
  std::atomic<int64_t> next{0};
  std::atomic<bool> failed{false};
  std::exception_ptr failure;

  // Whoever is free takes the next piece: rows differ in length.
  void work() {
    for (int64_t index; !failed && (index = next++) < count;) {
      try {
        body(state, index);
      } catch (...) {
        if (!failed.exchange(true)) failure = std::current_exception();
      }
    }
  }
};

}  // namespace

void parallel(int64_t count, void (*body)(void*, int64_t), void* state) {
  Team team{count, body, state};
  const int64_t threads = at::get_num_threads() < count ? at::get_num_threads() : count;
  if (threads <= 1 || (omp_in_parallel != nullptr && omp_in_parallel())) {
    team.work();
  } else if (GOMP_parallel != nullptr) {
    GOMP_parallel([](void* shared) { static_cast<Team*>(shared)->work(); }, &team, static_cast<unsigned>(threads), 0);
  } else {
    at::parallel_for(0, threads, 1, [&](int64_t, int64_t) { team.work(); });
  }
  if (team.failure) std::rethrow_exception(team.failure);
}

}  // namespace pastagen
