using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// The two random matrices of <see cref="VeraAttribute"/>, once for all places of a model whose linears have one size. Both are uniform within
/// <c>sqrt(6 / columns)</c>, that which narrows drawn first, as the Python PEFT library draws them.
/// </summary>
internal sealed class RandomProjections
{
    private static readonly ConditionalWeakTable<EncoderConfig, Dictionary<(int Rank, int Input, int Output, double Seed), RandomProjections>> Drawn = new();

    private readonly Lock moving = new();
    private (Tensor A, Tensor B) matrices;

    private RandomProjections(int rank, int input, int output, double seed) => matrices = Draw(rank, input, output, seed);

    /// <summary>The matrices of one size in one model.</summary>
    /// <param name="config">The model's encoder.</param>
    /// <param name="rank">The rank.</param>
    /// <param name="input">Width of what enters the linears.</param>
    /// <param name="output">Width of what they give.</param>
    /// <param name="seed">The seed.</param>
    public static RandomProjections Of(EncoderConfig config, int rank, int input, int output, double seed)
    {
        lock (Drawn)
        {
            var known = Drawn.GetOrCreateValue(config);
            if (!known.TryGetValue((rank, input, output, seed), out var projections))
                known.Add((rank, input, output, seed), projections = new(rank, input, output, seed));
            return projections;
        }
    }

    /// <summary>Draws both anew, outside of all scopes.</summary>
    /// <returns><c>[rank, input]</c> and <c>[output, rank]</c>, on the CPU.</returns>
    public static (Tensor A, Tensor B) Draw(int rank, int input, int output, double seed)
    {
        using var _ = no_grad();
        using var generator = new Generator((ulong)seed);
        return (Uniform(rank, input), Uniform(output, rank));

        Tensor Uniform(int rows, int columns)
        {
            var bound = Math.Sqrt(6.0 / columns);
            var matrix = empty(rows, columns);
            matrix.uniform_(-bound, bound, generator);
            return matrix.DetachFromDisposeScope();
        }
    }

    /// <summary>The matrices on a device; the last one asked for keeps them.</summary>
    /// <param name="device">The device.</param>
    /// <returns><c>[rank, input]</c> and <c>[output, rank]</c>, which are not the caller's to dispose of.</returns>
    public (Tensor A, Tensor B) On(Device device)
    {
        lock (moving)
        {
            if (matrices.A.device_type != device.type || matrices.A.device_index != device.index)
                matrices = (matrices.A.to(device).DetachFromDisposeScope(), matrices.B.to(device).DetachFromDisposeScope());
            return matrices;
        }
    }
}
