using System.Runtime.InteropServices;
using PastaGen.LibTorch.Interop;
using static TorchSharp.torch;

namespace PastaGen.LibTorch;

/// <summary>
/// Part of a forward pass that keeps its input alone and is computed again in the backward pass: time for memory (Chen et al. 2016,
/// arXiv 1604.06174). Gradients have the bits that they would have without.
/// </summary>
public static class Checkpoint
{
    /// <summary>Computes. Where no gradient is recorded, or none is wanted of anything inside, this is the computation and nothing else.</summary>
    /// <remarks>
    /// The computation draws the same random numbers, under the same autocast, when it runs again. That may happen on another thread. What
    /// it uses beside its input must live until then, and is not changed by it. There are no second derivatives, and no gradients of chosen
    /// inputs alone.
    /// </remarks>
    /// <param name="input">The one state that is kept, of any shape.</param>
    /// <param name="compute">What to compute of it; parameters that it uses get their gradients when the backward pass comes by.</param>
    /// <returns>What was computed.</returns>
    public static Tensor Run(Tensor input, Func<Tensor, Tensor> compute)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(compute);
        if (!is_grad_enabled()) return compute(input);
        using var scope = NewDisposeScope();
        var random = RandomState.Of(input.device);
        // Recorded although the record is dropped: only so is it known whether a gradient is wanted, and the kernels are those of the second time.
        var output = compute(input);
        if (ReferenceEquals(output, input)) return input;
        return (output.requires_grad ? new Recomputation(compute, random.Keep(), input.device).Follow(output, input) : output).MoveToOuterDisposeScope();
    }

    /// <summary>What the backward pass needs to compute again. Native code holds it, and lets go of it once, on any thread.</summary>
    private sealed unsafe class Recomputation(Func<Tensor, Tensor> compute, RandomState random, Device device)
    {
        private readonly ScalarType? autocast = Autocast.TypeOn(device);

        /// <summary>The output, its history replaced by this.</summary>
        public Tensor Follow(Tensor output, Tensor input)
        {
            nint made;
            Native.Check(Native.pastagen_checkpoint(output.Handle, input.Handle, GCHandle.ToIntPtr(GCHandle.Alloc(this)), &Backward, &Release, &made), "checkpoint");
            GC.KeepAlive((output, input));
            return new Tensor(made);
        }

        private nint Backward(Tensor input, Tensor gradient)
        {
            if (is_grad_enabled()) throw new TorchException("what is computed again in the backward pass has no second derivative; its gradient cannot be recorded");
            var again = input.detach().requires_grad_(input.requires_grad);
            Again(again).backward([gradient]);
            return again.grad?.DecoupleFromNativeHandle() ?? 0;
        }

        private Tensor Again(Tensor input)
        {
            var later = RandomState.Of(device);
            random.Restore();
            try
            {
                using var recorded = enable_grad();
                using var cast = autocast is { } type ? Autocast.Enter(device, type) : null;
                // Not the leaf itself: autocast would keep one cast of a leaf for all that read it, and add up their gradients in the lower dtype.
                return compute(input.view(input.shape));
            }
            finally
            {
                later.Restore();
            }
        }

        // No exception may leave these two: the caller is native code.
        [UnmanagedCallersOnly]
        private static nint Backward(nint state, nint input, nint gradient, nint* inputGradient)
        {
            try
            {
                using var scope = NewDisposeScope();
                var recomputation = (Recomputation)GCHandle.FromIntPtr(state).Target!;
                *inputGradient = recomputation.Backward(new Tensor(Native.pastagen_tensor_retain(input)), new Tensor(Native.pastagen_tensor_retain(gradient)));
                return 0;
            }
            catch (Exception error)
            {
                return Marshal.StringToCoTaskMemUTF8(error.Message);
            }
        }

        [UnmanagedCallersOnly]
        private static void Release(nint state)
        {
            var handle = GCHandle.FromIntPtr(state);
            ((Recomputation)handle.Target!).FreeRandom();
            handle.Free();
        }

        private void FreeRandom() => random.Free();
    }
}
