namespace PastaGen.Modules.Tests;

/// <summary>Takes the path that engines without kernels take, for as long as it lives; its tests run one after the other.</summary>
internal sealed class ComposedPath : IDisposable
{
    public const string Collection = "composed path";

    public ComposedPath() => FusedKernels.ForceComposed = true;

    public void Dispose() => FusedKernels.ForceComposed = false;
}
