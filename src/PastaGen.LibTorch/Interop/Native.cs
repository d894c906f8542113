using System.Runtime.InteropServices;

namespace PastaGen.LibTorch.Interop;

/// <summary>The C functions of <c>native/</c>, one line each. Nothing else crosses into native code but <see cref="LibC"/>.</summary>
internal static unsafe partial class Native
{
    internal const string Library = Engine.ShimLibrary.CoreName;

    // The resolver must stand before the first call below; it builds or finds the shim and loads it.
    static Native() => NativeLibrary.SetDllImportResolver(typeof(Native).Assembly, Engine.EngineLoader.Resolve);

    /// <summary>Throws what the last failed call on this thread left behind.</summary>
    internal static void Check(int status, string action)
    {
        if (status != 0) throw TorchException.Of(action, LastError());
    }

    internal static string LastError() => Marshal.PtrToStringUTF8((nint)pastagen_error()) ?? "unknown error";

    [LibraryImport(Library)] internal static partial byte* pastagen_error();
    [LibraryImport(Library)] internal static partial void* pastagen_find(byte* name, byte* overload);
    [LibraryImport(Library)]
    internal static partial int pastagen_call(void* handle, NativeArgument* arguments, int count, NativeArgument* results, int capacity, int* resultCount);

    [LibraryImport(Library)] internal static partial void pastagen_tensor_release(nint handle);
    [LibraryImport(Library)] internal static partial nint pastagen_tensor_retain(nint handle);
    [LibraryImport(Library), SuppressGCTransition] internal static partial int pastagen_tensor_dim(nint handle);
    [LibraryImport(Library), SuppressGCTransition] internal static partial long pastagen_tensor_numel(nint handle);
    [LibraryImport(Library), SuppressGCTransition] internal static partial int pastagen_tensor_dtype(nint handle);
    [LibraryImport(Library), SuppressGCTransition] internal static partial long pastagen_tensor_element_size(nint handle);
    [LibraryImport(Library), SuppressGCTransition] internal static partial int pastagen_tensor_is_contiguous(nint handle, int* contiguous);
    [LibraryImport(Library), SuppressGCTransition] internal static partial int pastagen_tensor_requires_grad(nint handle);
    [LibraryImport(Library), SuppressGCTransition] internal static partial void pastagen_tensor_device(nint handle, int* type, int* index);
    [LibraryImport(Library), SuppressGCTransition] internal static partial void pastagen_tensor_sizes(nint handle, long* sizes);
    [LibraryImport(Library), SuppressGCTransition] internal static partial int pastagen_tensor_strides(nint handle, long* strides);
    [LibraryImport(Library)] internal static partial int pastagen_tensor_is_leaf(nint handle, int* leaf);
    [LibraryImport(Library)] internal static partial int pastagen_tensor_is_pinned(nint handle, int* pinned);
    [LibraryImport(Library), SuppressGCTransition] internal static partial int pastagen_tensor_storage_offset(nint handle, long* offset);
    [LibraryImport(Library)] internal static partial int pastagen_tensor_data(nint handle, void** data);
    [LibraryImport(Library)]
    internal static partial int pastagen_tensor_over(void* data, long* sizes, int dim, int dtype, int deviceType, int deviceIndex, nint* result);

    [LibraryImport(Library)] internal static partial int pastagen_tensor_set_requires_grad(nint handle, int value);
    [LibraryImport(Library)] internal static partial int pastagen_tensor_retain_grad(nint handle);
    [LibraryImport(Library)] internal static partial int pastagen_tensor_grad(nint handle, nint* grad);
    [LibraryImport(Library)] internal static partial int pastagen_tensor_set_grad(nint handle, nint grad);
    [LibraryImport(Library)]
    internal static partial int pastagen_backward(nint* tensors, int count, nint* grads, int gradCount, int retainGraph, int createGraph, nint* inputs, int inputCount);
    [LibraryImport(Library)]
    internal static partial int pastagen_grad(
        nint* outputs, int count, nint* inputs, int inputCount, nint* grads, int gradCount, int retainGraph, int createGraph, int allowUnused, nint* results);

    [LibraryImport(Library)]
    internal static partial int pastagen_checkpoint(
        nint output, nint input, nint state, delegate* unmanaged<nint, nint, nint, nint*, nint> backward, delegate* unmanaged<nint, void> release, nint* result);

    [LibraryImport(Library), SuppressGCTransition] internal static partial int pastagen_grad_mode();
    [LibraryImport(Library), SuppressGCTransition] internal static partial void pastagen_set_grad_mode(int enabled);
    [LibraryImport(Library)] internal static partial int pastagen_inference_mode();
    [LibraryImport(Library)] internal static partial nint pastagen_inference_enter(int enabled);
    [LibraryImport(Library)] internal static partial void pastagen_inference_leave(nint guard);

    [LibraryImport(Library)] internal static partial int pastagen_autocast(int deviceType, int* enabled, int* dtype);
    [LibraryImport(Library)] internal static partial int pastagen_set_autocast(int deviceType, int enabled, int dtype, int nesting);

    [LibraryImport(Library)] internal static partial int pastagen_manual_seed(ulong seed);
    [LibraryImport(Library)] internal static partial int pastagen_generator(int deviceType, int deviceIndex, ulong seed, nint* result);
    [LibraryImport(Library)] internal static partial void pastagen_generator_release(nint generator);
    [LibraryImport(Library)] internal static partial int pastagen_generator_seed(nint generator, ulong seed);
    [LibraryImport(Library)] internal static partial int pastagen_generator_reseed(nint generator, ulong* seed);
    [LibraryImport(Library)] internal static partial int pastagen_generator_initial_seed(nint generator, ulong* seed);
    [LibraryImport(Library)] internal static partial int pastagen_generator_state(nint generator, nint* state);
    [LibraryImport(Library)] internal static partial int pastagen_generator_set_state(nint generator, nint state);

    [LibraryImport(Library)] internal static partial int pastagen_cuda_device_count();
    [LibraryImport(Library)] internal static partial int pastagen_cuda_synchronize(int index);
    [LibraryImport(Library)] internal static partial int pastagen_has_onednn_products();
    [LibraryImport(Library)] internal static partial int pastagen_tf32(int cudnn);
    [LibraryImport(Library)] internal static partial int pastagen_set_tf32(int cudnn, int allowed);
    [LibraryImport(Library)] internal static partial int pastagen_deterministic();
    [LibraryImport(Library)] internal static partial int pastagen_set_deterministic(int wanted);
    [LibraryImport(Library)] internal static partial int pastagen_num_threads();
    [LibraryImport(Library)] internal static partial int pastagen_set_num_threads(int threads);
    [LibraryImport(Library)] internal static partial int pastagen_num_interop_threads();
    [LibraryImport(Library)] internal static partial int pastagen_set_num_interop_threads(int threads);
    [LibraryImport(Library)] internal static partial int pastagen_default_dtype();
    [LibraryImport(Library)] internal static partial int pastagen_set_default_dtype(int dtype);
    [LibraryImport(Library)] internal static partial byte* pastagen_configuration();
}
