using PastaGen.Modules;

namespace PastaGen;

/// <summary>
/// Position-wise feed-forward with a gate and a residual, its norm at the input: <c>h + Output(activation(a) * b)</c>, where a and b are the halves of
/// <c>Widen(Norm(h))</c>. Sites: <see cref="Site.FeedForwardHidden"/>, <see cref="Site.FeedForwardOutput"/>.
/// </summary>
public sealed class GatedFeedForwardAttribute : BlockKindAttribute<GatedFeedForward>;
