namespace PastaGen.LibTorch.Engine;

/// <summary>One library of the shim.</summary>
/// <param name="Name">Its name, under which C# imports its functions.</param>
/// <param name="NeedsCuda">Whether it is built against CUDA's own headers.</param>
internal sealed record ShimLibrary(string Name, bool NeedsCuda = false)
{
    internal const string CoreName = "pastagen_torch";
    internal const string DistributedName = "pastagen_distributed";
    internal const string NcclName = "pastagen_nccl";
    internal const string CudaName = "pastagen_cuda";

    /// <summary>Operators, tensors, autograd: what every program needs.</summary>
    internal static ShimLibrary Core { get; } = new(CoreName);

    /// <summary>The others, each built when it is first asked for.</summary>
    internal static IReadOnlyList<ShimLibrary> Extras { get; } = [new(DistributedName), new(NcclName, NeedsCuda: true), new(CudaName, NeedsCuda: true)];

    /// <summary>The files that it is compiled from.</summary>
    internal IEnumerable<string> Units => this == Core ? ShimSources.Units : [ShimSources.OfExtra(Name)];
}
