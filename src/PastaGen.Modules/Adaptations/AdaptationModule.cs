using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// What emitted code calls at an adaptation's sites: one module for the whole model, which holds its parameters for all layers.
/// A derived class carries <see cref="LivesAtAttribute"/>; its constructor takes the <see cref="EncoderConfig"/> first and then,
/// by name in camel case, the settings of its attribute; its trained parameters carry <see cref="TrainsAttribute"/>.
/// A site's state is <c>[tokens, width]</c>, the tokens of all rows of the batch one behind the other
/// (<see cref="TokenBatch.Rows"/> says which are whose), and what <c>forward</c> gives takes its place.
/// </summary>
/// <param name="name">The module's name.</param>
public abstract class AdaptationModule(string name) : nn.Module<Tensor, SiteContext, Tensor>(name)
{
    /// <summary>Gives the trained parameters fresh values, drawn from the engine's generator.</summary>
    public abstract void Initialize();
}
