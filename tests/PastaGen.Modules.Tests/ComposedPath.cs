namespace PastaGen.Modules.Tests;

/// <summary>Takes the path that engines without kernels take, for as long as it lives.</summary>
internal sealed class ComposedPath : IDisposable
{
    public ComposedPath() => FusedKernels.ForceComposed = true;

    public void Dispose() => FusedKernels.ForceComposed = false;
}
