using PastaGen.LibTorch.Interop;

namespace TorchSharp;

/// <content>Settings of the whole process: threads, default dtype and device; the CUDA devices there are.</content>
public static partial class torch
{
    private static Device? defaultDevice;

    /// <summary>How many threads one operator uses.</summary>
    public static int get_num_threads() => Native.pastagen_num_threads();

    /// <summary>Sets how many threads one operator uses.</summary>
    public static void set_num_threads(int num) => Native.Check(Native.pastagen_set_num_threads(num), "setting the number of threads");

    /// <summary>How many operators may run side by side.</summary>
    public static int get_num_interop_threads() => Native.pastagen_num_interop_threads();

    /// <summary>Sets how many operators may run side by side; once, before any do.</summary>
    public static void set_num_interop_threads(int num) => Native.Check(Native.pastagen_set_num_interop_threads(num), "setting the number of inter-operator threads");

    /// <summary>The dtype of real numbers where none is named.</summary>
    public static ScalarType get_default_dtype() => (ScalarType)Native.pastagen_default_dtype();

    /// <summary>Sets the dtype of real numbers where none is named.</summary>
    public static void set_default_dtype(ScalarType dtype) => Native.Check(Native.pastagen_set_default_dtype((int)dtype), "setting the default dtype");

    /// <summary>The device where none is named.</summary>
    public static Device get_default_device() => defaultDevice ?? CPU;

    /// <summary>Sets the device where none is named.</summary>
    public static void set_default_device(Device device) => defaultDevice = device;

    /// <summary>Sets the device where none is named.</summary>
    public static void set_default_device(string device) => defaultDevice = new(device);

    /// <summary>CUDA devices.</summary>
    public static class cuda
    {
        /// <summary>Whether this libtorch can compute on a GPU here.</summary>
        public static bool is_available() => device_count() > 0;

        /// <summary>How many GPUs there are.</summary>
        public static int device_count() => Native.pastagen_cuda_device_count();

        /// <summary>Waits until a GPU has done what this thread gave it.</summary>
        public static void synchronize(Device? device = null) => Native.Check(Native.pastagen_cuda_synchronize(device?.index ?? -1), "waiting for the GPU");

        /// <summary>Seeds the default generators of every device.</summary>
        public static void manual_seed(long seed) => random.manual_seed(seed).Dispose();

        /// <summary>Seeds the default generators of every device.</summary>
        public static void manual_seed_all(long seed) => random.manual_seed(seed).Dispose();
    }

    /// <summary>Norms that name the dimensions they run over.</summary>
    public static class linalg
    {
        /// <summary>The norm of a given order over dimensions, of a vector or of all elements.</summary>
        public static Tensor vector_norm(Tensor input, double ord = 2, long[]? dims = null, bool keepdim = false) =>
            Aten.linalg_vector_norm.Call(input, ord, dims, keepdim);

        /// <summary>The 2-norm over dimensions, or of all elements.</summary>
        public static Tensor norm(Tensor input, long[]? dims = null, bool keepdim = false) => Aten.linalg_norm.Call(input, Argument.None, dims, keepdim);

        /// <summary>The norm of a given order over dimensions.</summary>
        public static Tensor norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false) => Aten.linalg_norm.Call(input, ord, dims, keepdim);
    }
}
