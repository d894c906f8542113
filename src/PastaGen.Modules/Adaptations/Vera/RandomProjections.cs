using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// The two random matrices of <see cref="VeraAttribute"/>, once for all places of a model: as wide as its widest linear, of which each linear reads its own first
/// columns and rows. Both are uniform within <c>sqrt(6 / columns)</c>, that which narrows drawn first, as the Python PEFT library draws them.
/// </summary>
internal sealed class RandomProjections
{
    private static readonly ConditionalWeakTable<EncoderConfig, Dictionary<(int Rank, double Seed), RandomProjections>> OfModels = new();

    private readonly Lock changing = new();
    private readonly int rank;
    private readonly double seed;
    private (int Input, int Output) widest;
    private (Tensor A, Tensor B)? matrices;

    private RandomProjections(int rank, double seed) => (this.rank, this.seed) = (rank, seed);

    /// <summary>The matrices of one model, wide enough for one more of its linears. They are drawn at their first use, when all places are known.</summary>
    /// <param name="config">The model's encoder.</param>
    /// <param name="place">The linear's place.</param>
    /// <param name="rank">The rank.</param>
    /// <param name="seed">The seed.</param>
    public static RandomProjections For(EncoderConfig config, Place place, int rank, double seed)
    {
        lock (OfModels)
        {
            var known = OfModels.GetOrCreateValue(config);
            if (known.TryGetValue((rank, seed), out var projections) && projections.Widen(place)) return projections;
            known[(rank, seed)] = projections = new(rank, seed);
            projections.Widen(place);
            return projections;
        }
    }

    /// <summary>Draws both, outside of all scopes.</summary>
    /// <param name="rank">The rank.</param>
    /// <param name="input">The largest width of what enters a linear.</param>
    /// <param name="output">The largest width of what one gives.</param>
    /// <param name="seed">The seed.</param>
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

    /// <summary>What a linear reads of the matrices, on a device; the last one asked for keeps them.</summary>
    /// <param name="place">The linear's place.</param>
    /// <param name="device">The device.</param>
    /// <returns><c>[rank, input]</c> and <c>[output, rank]</c> of the caller's scope.</returns>
    public (Tensor A, Tensor B) Of(Place place, Device device)
    {
        lock (changing)
        {
            var (a, b) = matrices ?? Draw(rank, widest.Input, widest.Output, seed);
            if (a.device_type != device.type || a.device_index != device.index) (a, b) = (a.to(device).DetachFromDisposeScope(), b.to(device).DetachFromDisposeScope());
            matrices = (a, b);
            return (a.narrow(1, 0, place.InputSize), b.narrow(0, 0, place.OutputSize));
        }
    }

    // Whether the place is one of this model's: a model is made whole before it is used, so one that comes later is another's on the same sizes.
    private bool Widen(Place place)
    {
        lock (changing)
        {
            if (matrices is not null) return false;
            widest = (Math.Max(widest.Input, place.InputSize), Math.Max(widest.Output, place.OutputSize));
            return true;
        }
    }
}
