using PastaGen.Modules;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.UserArchitecture;

/// <summary>The state of a text: a linear of a norm of its first token.</summary>
/// <param name="config">The encoder.</param>
[Flow("a linear of a norm of the first token")]
public abstract class Sieve(EncoderConfig config) : PoolerFlow(config)
{
    /// <summary>Comes first.</summary>
    [Part(Role.Norm, Dimension.Hidden)]
    public abstract LayerNorm Norm { get; }

    /// <summary>Comes last.</summary>
    [Part(Role.Output, Dimension.Hidden, Dimension.Hidden)]
    public abstract Linear Output { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor first)
    {
        using var normed = Norm.forward(first);
        return Output.forward(normed);
    }
}

/// <summary>A linear of a norm of the first token.</summary>
public sealed class SieveAttribute : BlockKindAttribute<Sieve>;
