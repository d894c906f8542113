using PastaGen.Modules;

namespace PastaGen;

/// <summary>
/// Multi-head self-attention with rotary positions, its norm at the input and queries, keys and values in one product; layers may see a window
/// instead of every token. Sites: <see cref="Site.Query"/>, <see cref="Site.Key"/>, <see cref="Site.Value"/>, <see cref="Site.AttentionOutput"/>.
/// </summary>
public sealed class RotaryAttentionAttribute : BlockKindAttribute<RotaryAttention>
{
    /// <summary>The key of the base of the angles in a config.json; <c>rope_theta</c> where it is not named.</summary>
    public string? ThetaKey { get; init; }

    /// <summary>The key of a window's width in tokens, both sides together; not named, every layer sees every token.</summary>
    public string? WindowKey { get; init; }

    /// <summary>The key of the base of the angles in layers that see a window; that of the others where it is not named, or null in the file.</summary>
    public string? WindowThetaKey { get; init; }

    /// <summary>The base of the angles in layers that see a window where a config.json lacks the key; that of the others where it is not given.</summary>
    public double WindowTheta { get; init; }

    /// <summary>The key of n, where layers 0, n, 2n, ... see every token all the same.</summary>
    public string? GlobalEveryKey { get; init; }
}
