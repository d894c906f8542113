// Work in independent pieces over libtorch's threads.
#pragma once

#include <cstdint>

namespace pastagen {

// Calls body(state, i) once for each i below count; which thread takes which is open, so a piece may write only what is its own.
// An exception of a piece is thrown again here.
void parallel(int64_t count, void (*body)(void* state, int64_t index), void* state);

template <typename Body> void parallel(int64_t count, const Body& body) {
  parallel(count, [](void* state, int64_t index) { (*static_cast<const Body*>(state))(index); }, const_cast<Body*>(&body));
}

// Pieces of a length that does not depend on the number of threads, so that sums over pieces do not either.
template <typename Body> void parallel_ranges(int64_t count, int64_t length, const Body& body) {
  parallel((count + length - 1) / length, [&](int64_t piece) {
    const int64_t begin = piece * length;
    body(begin, begin + length < count ? begin + length : count);
  });
}

}  // namespace pastagen
