using PastaGen.LibTorch.Interop;

namespace PastaGen.LibTorch;

/// <summary>
/// Whether equal inputs give equal bits on one machine. Processors' kernels do so by themselves; on a GPU some are replaced by slower ones,
/// and what has none to replace it fails with its name.
/// </summary>
public static class Determinism
{
    /// <summary>Requires determinism, or not, until disposed.</summary>
    /// <param name="required">Whether to require it.</param>
    public static IDisposable Require(bool required) => new Requirement(required);

    private const string Workspaces = "CUBLAS_WORKSPACE_CONFIG";

    /// <summary>Whether only deterministic kernels are used.</summary>
    public static bool IsRequired
    {
        get => Native.pastagen_deterministic() != 0;
        set
        {
            // cuBLAS reads it when its first handle is made; the value is one of the two that its documentation names for equal bits.
            if (value && LibC.setenv(Workspaces, ":4096:8", overwrite: 0) != 0)
                throw new InvalidOperationException($"{Workspaces} could not be set in the environment");
            Native.Check(Native.pastagen_set_deterministic(value ? 1 : 0), "choosing deterministic kernels");
        }
    }

    private sealed class Requirement : IDisposable
    {
        private readonly bool before = IsRequired;

        internal Requirement(bool required) => IsRequired = required;

        public void Dispose() => IsRequired = before;
    }
}
