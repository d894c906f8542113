// The door to every operator, libtorch's and our own (a boxed dispatcher call), and, around it, only what is no operator:
// tensor lifetime, autograd, modes, random state, memory and facts about the build.

#include "pastagen.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <ATen/autocast_mode.h>
#include <ATen/core/LegacyTypeDispatch.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/from_blob.h>
#include <c10/core/DefaultDtype.h>
#include <c10/core/InferenceMode.h>
#include <c10/core/ScalarTypeToTypeMeta.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/variable.h>
#include <torch/version.h>

#include <optional>
#include <string>
#include <vector>

#include "checkpoint.h"
#include "compatibility.h"

namespace {

using Stack = std::vector<c10::IValue>;

using pastagen::OptionalTensor;

enum Tag : int32_t {
  None = 0, TensorTag = 1, Int = 2, Double = 3, Bool = 4, IntList = 5, TensorList = 6, OptionalTensorList = 7,
  String = 8, DoubleList = 9, DeviceTag = 10, GeneratorTag = 11
};

// Mirrors NativeArgument in Interop/Argument.cs.
struct Argument {
  int32_t tag;
  int32_t count;
  union { int64_t integer; double real; void* pointer; };
};

struct Operator {
  c10::OperatorHandle handle;
  std::vector<c10::IValue> defaults;
  std::vector<char> has_default;
  std::vector<char> takes_tensor;
  std::vector<char> takes_real;
};

thread_local std::vector<void*> last_list;
thread_local Stack spare_stack;

c10::TensorImpl* impl(void* handle) { return static_cast<c10::TensorImpl*>(handle); }

std::vector<at::Tensor> borrow_all(void** handles, int32_t count) {
  std::vector<at::Tensor> tensors;
  tensors.reserve(count);
  for (int32_t i = 0; i < count; i++) tensors.push_back(borrow(handles[i]));
  return tensors;
}

c10::Device device_of(int32_t type, int32_t index) {
  return c10::Device(static_cast<c10::DeviceType>(type), static_cast<c10::DeviceIndex>(index));
}

void push(Stack& stack, const Operator& op, size_t position, const Argument& argument) {
  switch (argument.tag) {
    case None:
      if (op.takes_tensor[position])
        throw std::runtime_error("argument '" + op.handle.schema().arguments()[position].name() + "' must be a tensor, found null");
      stack.emplace_back();
      break;
    case TensorTag: stack.emplace_back(borrow(argument.pointer)); break;
    case Int:
      if (op.takes_real[position]) stack.emplace_back(static_cast<double>(argument.integer));
      else stack.emplace_back(argument.integer);
      break;
    case Double: stack.emplace_back(argument.real); break;
    case Bool: stack.emplace_back(argument.integer != 0); break;
    case IntList: {
      auto* values = static_cast<const int64_t*>(argument.pointer);
      stack.emplace_back(c10::IntArrayRef(values, argument.count));
      break;
    }
    case DoubleList: {
      auto* values = static_cast<const double*>(argument.pointer);
      stack.emplace_back(c10::List<double>(c10::ArrayRef<double>(values, argument.count)));
      break;
    }
    case TensorList: {
      c10::List<at::Tensor> tensors;
      tensors.reserve(argument.count);
      for (int32_t i = 0; i < argument.count; i++) tensors.push_back(borrow(static_cast<void**>(argument.pointer)[i]));
      stack.emplace_back(std::move(tensors));
      break;
    }
    case OptionalTensorList: {
      c10::List<OptionalTensor> tensors;
      tensors.reserve(argument.count);
      for (int32_t i = 0; i < argument.count; i++) {
        void* handle = static_cast<void**>(argument.pointer)[i];
        tensors.push_back(handle == nullptr ? OptionalTensor() : OptionalTensor(borrow(handle)));
      }
      stack.emplace_back(std::move(tensors));
      break;
    }
    case String: stack.emplace_back(std::string(static_cast<const char*>(argument.pointer), argument.count)); break;
    case DeviceTag: stack.emplace_back(device_of(argument.count, static_cast<int32_t>(argument.integer))); break;
    case GeneratorTag: stack.emplace_back(*static_cast<at::Generator*>(argument.pointer)); break;
    default: throw std::runtime_error("unknown argument tag " + std::to_string(argument.tag));
  }
}

bool can_be_handed_out(const c10::IValue& value) {
  return value.isTensor() || value.isTensorList() || value.isBool() || value.isInt() || value.isDouble() || value.isNone();
}

// A value that can_be_handed_out. There is one list of results a thread, so one value of a call may be a list.
void pop(c10::IValue& value, Argument& result) {
  result.count = 0;
  if (value.isTensor()) {
    result.tag = TensorTag;
    result.pointer = release(std::move(value).toTensor());
  } else if (value.isTensorList()) {
    last_list.clear();
    for (at::Tensor tensor : value.toTensorVector()) last_list.push_back(release(std::move(tensor)));
    result.tag = TensorList;
    result.count = static_cast<int32_t>(last_list.size());
    result.pointer = last_list.data();
  } else if (value.isBool()) {
    result.tag = Bool;
    result.integer = value.toBool();
  } else if (value.isInt()) {
    result.tag = Int;
    result.integer = value.toInt();
  } else if (value.isDouble()) {
    result.tag = Double;
    result.real = value.toDouble();
  } else {
    result.tag = None;
  }
}

// The stack's memory is kept between calls; a call that starts inside another one takes a stack of its own.
struct StackLease {
  Stack stack;
  StackLease() { stack.swap(spare_stack); }
  ~StackLease() {
    stack.clear();
    spare_stack.swap(stack);
  }
};

}  // namespace

// --- operators ---

// Null where this libtorch has no such operator.
EXPORT void* pastagen_find(const char* name, const char* overload) {
  void* found = nullptr;
  guarded([&] {
    auto handle = c10::Dispatcher::singleton().findSchema({name, overload});
    if (!handle) return;
    auto* op = new Operator{*handle, {}, {}, {}, {}};
    for (const auto& argument : handle->schema().arguments()) {
      op->has_default.push_back(argument.default_value().has_value());
      op->defaults.push_back(argument.default_value() ? *argument.default_value() : c10::IValue());
      op->takes_tensor.push_back(argument.type()->kind() == c10::TypeKind::TensorType);
      op->takes_real.push_back(argument.type()->kind() == c10::TypeKind::FloatType);
    }
    found = op;
  });
  return found;
}

EXPORT int32_t pastagen_call(void* handle, const Argument* arguments, int32_t count, Argument* results, int32_t capacity,
                             int32_t* result_count) {
  return guarded([&] {
    auto& op = *static_cast<Operator*>(handle);
    StackLease lease;
    auto& stack = lease.stack;
    const size_t expected = op.defaults.size();
    if (static_cast<size_t>(count) > expected)
      throw std::runtime_error("takes " + std::to_string(expected) + " arguments, found " + std::to_string(count));
    stack.reserve(expected);
    for (int32_t i = 0; i < count; i++) push(stack, op, i, arguments[i]);
    for (size_t i = count; i < expected; i++) {
      if (!op.has_default[i])
        throw std::runtime_error("argument '" + op.handle.schema().arguments()[i].name() + "' is missing");
      stack.push_back(op.defaults[i]);
    }
    // Where nothing is recorded, the layer that would record is passed by; views and versions are kept by a layer of their own.
    std::optional<at::AutoDispatchBelowAutograd> below;
    if (!at::GradMode::is_enabled()) below.emplace();
    op.handle.callBoxed(stack);
    if (stack.size() > static_cast<size_t>(capacity)) throw std::runtime_error("returned more values than were asked for");
    // All are looked at before the first is released: what was released would have no owner if a later one threw.
    int32_t lists = 0;
    for (const auto& value : stack) {
      if (!can_be_handed_out(value) || (value.isTensorList() && ++lists > 1))
        throw std::runtime_error("a result of type " + value.tagKind() + " cannot be handed out");
    }
    *result_count = static_cast<int32_t>(stack.size());
    for (size_t i = 0; i < stack.size(); i++) pop(stack[i], results[i]);
  });
}

// --- tensors ---

EXPORT void pastagen_tensor_release(void* handle) {
  c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim(impl(handle));
}

// A second owner of the same tensor.
EXPORT void* pastagen_tensor_retain(void* handle) { return release(borrow(handle)); }

EXPORT int32_t pastagen_tensor_dim(void* handle) { return static_cast<int32_t>(impl(handle)->dim()); }
EXPORT int64_t pastagen_tensor_numel(void* handle) { return impl(handle)->numel(); }
EXPORT int32_t pastagen_tensor_dtype(void* handle) { return static_cast<int32_t>(c10::typeMetaToScalarType(impl(handle)->dtype())); }
EXPORT int64_t pastagen_tensor_element_size(void* handle) { return static_cast<int64_t>(impl(handle)->itemsize()); }
EXPORT int32_t pastagen_tensor_requires_grad(void* handle) { return impl(handle)->requires_grad(); }

EXPORT void pastagen_tensor_device(void* handle, int32_t* type, int32_t* index) {
  auto device = impl(handle)->device();
  *type = static_cast<int32_t>(device.type());
  *index = device.index();
}

EXPORT void pastagen_tensor_sizes(void* handle, int64_t* sizes) {
  auto from = impl(handle)->sizes();
  std::copy(from.begin(), from.end(), sizes);
}

// Libtorch 2 throws at these two for sparse tensors, as the gradients of sparse embeddings are.
EXPORT int32_t pastagen_tensor_is_contiguous(void* handle, int32_t* contiguous) {
  return guarded([&] { *contiguous = impl(handle)->is_contiguous(); });
}

EXPORT int32_t pastagen_tensor_strides(void* handle, int64_t* strides) {
  return guarded([&] {
    auto from = impl(handle)->strides();
    std::copy(from.begin(), from.end(), strides);
  });
}

// A view that was written to derives its history anew here, which may throw.
EXPORT int32_t pastagen_tensor_is_leaf(void* handle, int32_t* leaf) {
  return guarded([&] { *leaf = borrow(handle).is_leaf(); });
}
EXPORT int32_t pastagen_tensor_is_pinned(void* handle, int32_t* pinned) {
  return guarded([&] { *pinned = borrow(handle).is_pinned(); });
}
EXPORT int32_t pastagen_tensor_storage_offset(void* handle, int64_t* offset) {
  return guarded([&] { *offset = impl(handle)->storage_offset(); });
}

EXPORT int32_t pastagen_tensor_data(void* handle, void** data) {
  return guarded([&] { *data = borrow(handle).data_ptr(); });
}

// A tensor over memory that the caller keeps alive for as long as the tensor and its views live.
EXPORT int32_t pastagen_tensor_over(void* data, const int64_t* sizes, int32_t dim, int32_t dtype, int32_t device_type,
                                    int32_t device_index, void** result) {
  return guarded([&] {
    auto device = device_of(device_type, device_index);
    auto options = at::TensorOptions().dtype(static_cast<c10::ScalarType>(dtype)).device(device);
    *result = release(at::from_blob(data, c10::IntArrayRef(sizes, dim), options));
  });
}

// --- autograd ---

EXPORT int32_t pastagen_tensor_set_requires_grad(void* handle, int32_t value) {
  return guarded([&] {
    auto tensor = borrow(handle);
    if (!tensor.is_leaf() && !value) throw std::runtime_error("requires_grad can only be turned off on leaf tensors");
    auto dtype = tensor.scalar_type();
    if (value && !c10::isFloatingType(dtype) && !c10::isComplexType(dtype))
      throw std::runtime_error("only tensors of floating point and complex dtype can require gradients");
    tensor.set_requires_grad(value != 0);
  });
}

EXPORT int32_t pastagen_tensor_retain_grad(void* handle) {
  return guarded([&] { borrow(handle).retain_grad(); });
}

// Null where there is no gradient.
EXPORT int32_t pastagen_tensor_grad(void* handle, void** grad) {
  return guarded([&] { *grad = release(borrow(handle).grad()); });
}

EXPORT int32_t pastagen_tensor_set_grad(void* handle, void* grad) {
  return guarded([&] { borrow(handle).mutable_grad() = borrow(grad); });
}

EXPORT int32_t pastagen_backward(void** tensors, int32_t count, void** grads, int32_t grad_count, int32_t retain_graph,
                                 int32_t create_graph, void** inputs, int32_t input_count) {
  return guarded([&] {
    torch::autograd::backward(borrow_all(tensors, count), borrow_all(grads, grad_count), retain_graph != 0, create_graph != 0,
                              borrow_all(inputs, input_count));
  });
}

EXPORT int32_t pastagen_grad(void** outputs, int32_t count, void** inputs, int32_t input_count, void** grads, int32_t grad_count,
                             int32_t retain_graph, int32_t create_graph, int32_t allow_unused, void** results) {
  return guarded([&] {
    auto found = torch::autograd::grad(borrow_all(outputs, count), borrow_all(inputs, input_count), borrow_all(grads, grad_count),
                                       retain_graph != 0, create_graph != 0, allow_unused != 0);
    for (size_t i = 0; i < found.size(); i++) results[i] = release(std::move(found[i]));
  });
}

// Takes over the state in any case.
EXPORT int32_t pastagen_checkpoint(void* output, void* input, void* state, pastagen::CheckpointBackward backward,
                                   pastagen::CheckpointRelease release_state, void** result) {
  pastagen::CheckpointState owned(state, release_state);
  return guarded([&] { *result = release(pastagen::checkpoint(borrow(output), borrow(input), std::move(owned), backward)); });
}

EXPORT int32_t pastagen_grad_mode() { return at::GradMode::is_enabled(); }
EXPORT void pastagen_set_grad_mode(int32_t enabled) { at::GradMode::set_enabled(enabled != 0); }
EXPORT int32_t pastagen_inference_mode() { return c10::InferenceMode::is_enabled(); }
EXPORT void* pastagen_inference_enter(int32_t enabled) { return new c10::InferenceMode(enabled != 0); }
EXPORT void pastagen_inference_leave(void* guard) { delete static_cast<c10::InferenceMode*>(guard); }

// --- autocast ---

// Libtorch 2.4 took the device as an argument where there had been a pair of functions for each.
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
static bool autocast_enabled(c10::DeviceType device) { return at::autocast::is_autocast_enabled(device); }
static c10::ScalarType autocast_dtype(c10::DeviceType device) { return at::autocast::get_autocast_dtype(device); }
static void set_autocast(c10::DeviceType device, bool enabled, c10::ScalarType dtype) {
  at::autocast::set_autocast_enabled(device, enabled);
  at::autocast::set_autocast_dtype(device, dtype);
}
#else
static bool autocast_enabled(c10::DeviceType device) {
  return device == c10::DeviceType::CPU ? at::autocast::is_cpu_enabled() : at::autocast::is_enabled();
}
static c10::ScalarType autocast_dtype(c10::DeviceType device) {
  return device == c10::DeviceType::CPU ? at::autocast::get_autocast_cpu_dtype() : at::autocast::get_autocast_gpu_dtype();
}
static void set_autocast(c10::DeviceType device, bool enabled, c10::ScalarType dtype) {
  if (device == c10::DeviceType::CPU) {
    at::autocast::set_cpu_enabled(enabled);
    at::autocast::set_autocast_cpu_dtype(dtype);
  } else {
    at::autocast::set_enabled(enabled);
    at::autocast::set_autocast_gpu_dtype(dtype);
  }
}
#endif

EXPORT int32_t pastagen_autocast(int32_t device_type, int32_t* enabled, int32_t* dtype) {
  return guarded([&] {
    *enabled = autocast_enabled(static_cast<c10::DeviceType>(device_type));
    *dtype = static_cast<int32_t>(autocast_dtype(static_cast<c10::DeviceType>(device_type)));
  });
}

// Casts of parameters are kept until the outermost scope ends. nesting: 1 enters a scope, -1 leaves one.
EXPORT int32_t pastagen_set_autocast(int32_t device_type, int32_t enabled, int32_t dtype, int32_t nesting) {
  return guarded([&] {
    set_autocast(static_cast<c10::DeviceType>(device_type), enabled != 0, static_cast<c10::ScalarType>(dtype));
    if (nesting > 0) at::autocast::increment_nesting();
    else if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
  });
}

// --- random numbers ---

EXPORT int32_t pastagen_manual_seed(uint64_t seed) {
  return guarded([&] { at::manual_seed(seed); });
}

// The default generator of a device; a new CPU generator where device_type is negative.
EXPORT int32_t pastagen_generator(int32_t device_type, int32_t device_index, uint64_t seed, void** result) {
  return guarded([&] {
    if (device_type < 0) *result = new at::Generator(at::detail::createCPUGenerator(seed));
    else *result = new at::Generator(at::globalContext().defaultGenerator(device_of(device_type, device_index)));
  });
}

EXPORT void pastagen_generator_release(void* generator) { delete static_cast<at::Generator*>(generator); }

EXPORT int32_t pastagen_generator_seed(void* generator, uint64_t seed) {
  return guarded([&] {
    auto& target = *static_cast<at::Generator*>(generator);
    std::lock_guard<std::mutex> lock(target.mutex());
    target.set_current_seed(seed);
  });
}

EXPORT int32_t pastagen_generator_reseed(void* generator, uint64_t* seed) {
  return guarded([&] {
    auto& target = *static_cast<at::Generator*>(generator);
    std::lock_guard<std::mutex> lock(target.mutex());
    *seed = target.seed();
  });
}

EXPORT int32_t pastagen_generator_initial_seed(void* generator, uint64_t* seed) {
  return guarded([&] { *seed = static_cast<at::Generator*>(generator)->current_seed(); });
}

EXPORT int32_t pastagen_generator_state(void* generator, void** state) {
  return guarded([&] {
    auto& target = *static_cast<at::Generator*>(generator);
    std::lock_guard<std::mutex> lock(target.mutex());
    *state = release(target.get_state());
  });
}

EXPORT int32_t pastagen_generator_set_state(void* generator, void* state) {
  return guarded([&] {
    auto& target = *static_cast<at::Generator*>(generator);
    std::lock_guard<std::mutex> lock(target.mutex());
    target.set_state(borrow(state));
  });
}

// --- the machine ---

// None where they cannot be counted. CUDA's guard is registered when libtorch_cuda is loaded, and it alone has kept its interface over the versions.
EXPORT int32_t pastagen_cuda_device_count() {
  int32_t count = 0;
  guarded([&] {
    if (c10::impl::hasDeviceGuardImpl(c10::DeviceType::CUDA)) count = c10::impl::getDeviceGuardImpl(c10::DeviceType::CUDA)->deviceCount();
  });
  return count;
}

// Waits for the stream that this program's work runs on; it opens no other.
EXPORT int32_t pastagen_cuda_synchronize(int32_t index) {
  return guarded([&] {
    if (!c10::impl::hasDeviceGuardImpl(c10::DeviceType::CUDA)) throw std::runtime_error("this libtorch has no CUDA");
    auto* guard = c10::impl::getDeviceGuardImpl(c10::DeviceType::CUDA);
    auto device = index < 0 ? guard->getDevice() : device_of(static_cast<int32_t>(c10::DeviceType::CUDA), index);
    guard->synchronizeStream(guard->getStream(device));
  });
}

// Products of float32 matrices with the short fractions of TensorFloat-32, where a GPU has it. cudnn: 0 for products, 1 for convolutions.
EXPORT int32_t pastagen_tf32(int32_t cudnn) {
  return cudnn ? at::globalContext().allowTF32CuDNN() : at::globalContext().allowTF32CuBLAS();
}
EXPORT int32_t pastagen_set_tf32(int32_t cudnn, int32_t allowed) {
  return guarded([&] {
    if (cudnn) at::globalContext().setAllowTF32CuDNN(allowed != 0);
    else at::globalContext().setAllowTF32CuBLAS(allowed != 0);
  });
}

EXPORT int32_t pastagen_deterministic() { return at::globalContext().deterministicAlgorithms(); }
EXPORT int32_t pastagen_set_deterministic(int32_t wanted) {
  return guarded([&] { at::globalContext().setDeterministicAlgorithms(wanted != 0, false); });
}

EXPORT int32_t pastagen_num_threads() { return at::get_num_threads(); }
EXPORT int32_t pastagen_set_num_threads(int32_t threads) { return guarded([&] { at::set_num_threads(threads); }); }
EXPORT int32_t pastagen_num_interop_threads() { return at::get_num_interop_threads(); }
EXPORT int32_t pastagen_set_num_interop_threads(int32_t threads) {
  return guarded([&] { at::set_num_interop_threads(threads); });
}

EXPORT int32_t pastagen_default_dtype() { return static_cast<int32_t>(c10::typeMetaToScalarType(c10::get_default_dtype())); }
EXPORT int32_t pastagen_set_default_dtype(int32_t dtype) {
  return guarded([&] { c10::set_default_dtype(c10::scalarTypeToTypeMeta(static_cast<c10::ScalarType>(dtype))); });
}

// Text that lives until the next call on this thread.
EXPORT const char* pastagen_configuration() {
  thread_local std::string text;
  guarded([&] { text = at::show_config() + "\n" + at::get_parallel_info(); });
  return text.c_str();
}
