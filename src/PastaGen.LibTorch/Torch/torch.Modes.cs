using PastaGen.LibTorch.Interop;

namespace TorchSharp;

/// <content>Whether operations are recorded for gradients, and the scopes that own tensors; both belong to the thread.</content>
public static partial class torch
{
    /// <summary>The innermost open scope of this thread.</summary>
    public static DisposeScope? CurrentDisposeScope => DisposeScopeManager.OfThread.Innermost;

    /// <summary>Opens a scope that owns the tensors made on this thread until it is disposed.</summary>
    public static DisposeScope NewDisposeScope() => DisposeScopeManager.OfThread.Open();

    /// <summary>Computes inside a scope of its own; only the result leaves it.</summary>
    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        using var scope = NewDisposeScope();
        return expr().MoveToOuterDisposeScope();
    }

    /// <summary>Records nothing until disposed.</summary>
    public static IDisposable no_grad() => new GradientMode(false);

    /// <summary>Records until disposed; or not, where false.</summary>
    public static IDisposable enable_grad(bool enabled = true) => new GradientMode(enabled);

    /// <summary>Records, or not, until disposed.</summary>
    public static IDisposable set_grad_enabled(bool mode = true) => new GradientMode(mode);

    /// <summary>Whether operations are recorded.</summary>
    public static bool is_grad_enabled() => Native.pastagen_grad_mode() != 0;

    /// <summary>Until disposed, makes tensors that can never take part in gradients and cost less.</summary>
    public static IDisposable inference_mode(bool mode = true) => new InferenceMode(mode);

    /// <summary>Whether inference mode is on.</summary>
    public static bool is_inference_mode_enabled() => Native.pastagen_inference_mode() != 0;

    private sealed class GradientMode : IDisposable
    {
        private readonly int before = Native.pastagen_grad_mode();

        internal GradientMode(bool enabled) => Native.pastagen_set_grad_mode(enabled ? 1 : 0);

        public void Dispose() => Native.pastagen_set_grad_mode(before);
    }

    private sealed class InferenceMode(bool enabled) : IDisposable
    {
        private nint guard = Native.pastagen_inference_enter(enabled ? 1 : 0);

        public void Dispose()
        {
            if (Interlocked.Exchange(ref guard, 0) is not 0 and var held) Native.pastagen_inference_leave(held);
        }
    }
}
