// What every library of the engine's native side shares.
// Plain C interface; every function that can fail returns 0 or 1 and leaves the message in the pastagen_error() of its own
// library, and none lets an exception out: the caller has no frame that could catch it.
// A tensor handle is an owned c10::TensorImpl*; whoever receives one releases it with pastagen_tensor_release.

#pragma once

#include <ATen/ATen.h>

#include <exception>
#include <string>

#define EXPORT extern "C" __attribute__((visibility("default")))

namespace {

thread_local std::string last_error;

template <typename Body> int32_t guarded(Body body) {
  try {
    body();
    return 0;
  } catch (const c10::Error& error) {
    last_error = error.what_without_backtrace();
  } catch (const std::exception& error) {
    last_error = error.what();
  } catch (...) {
    last_error = "an exception of unknown type left libtorch";
  }
  return 1;
}

at::Tensor borrow(void* handle) {
  if (handle == nullptr) return at::Tensor();
  return at::Tensor(c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim_copy(
      static_cast<c10::TensorImpl*>(handle)));
}

void* release(at::Tensor tensor) { return tensor.defined() ? tensor.unsafeReleaseTensorImpl() : nullptr; }

}  // namespace

EXPORT const char* pastagen_error() { return last_error.c_str(); }
