using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// What emitted code calls at an adaptation's sites: one module for the whole model, which holds its parameters for all layers, or, where it derives
/// from <see cref="PlacedAdaptation"/>, one for each place. A derived class carries <see cref="LivesAtAttribute"/>; its constructor takes the
/// <see cref="EncoderConfig"/> first and then, by name in camel case, the settings of its attribute; its trained parameters carry
/// <see cref="TrainsAttribute"/>. It overrides what its sites call: <see cref="forward"/>, <see cref="Attended"/>, <see cref="Prepare"/>.
/// A site's state is <c>[tokens, width]</c>, the tokens of all rows of the batch one behind the other
/// (<see cref="TokenBatch.Rows"/> says which are whose), and what <c>forward</c> gives takes its place.
/// </summary>
/// <param name="name">The module's name.</param>
public abstract class AdaptationModule(string name) : nn.Module<Tensor, SiteContext, Tensor>(name)
{
    /// <summary>Gives the trained parameters fresh values, drawn from the engine's generator.</summary>
    public abstract void Initialize();

    /// <summary>How many of the encoder's positions it takes of every row, so that texts may have that many tokens less.</summary>
    public virtual int PositionsTaken => 0;

    /// <summary>Called at every site but <see cref="Site.KeyValueSequence"/> and <see cref="Site.Batch"/>.</summary>
    /// <param name="input1">The site's state, <c>[tokens, width]</c>.</param>
    /// <param name="input2">Where the module is called, and what the state was computed from.</param>
    /// <returns>What takes the state's place, of its shape.</returns>
    public override Tensor forward(Tensor input1, SiteContext input2) => throw new NotSupportedException($"{GetType().Name} states no forward pass, and {input2.Site} needs one");

    /// <summary>Called at <see cref="Site.KeyValueSequence"/>.</summary>
    /// <param name="sequence">What attention would attend to.</param>
    /// <param name="context">Where the module is called; <see cref="SiteContext.Input"/> is what keys and values were computed from.</param>
    /// <returns>What it attends to.</returns>
    public virtual KeyValueSequence Attended(KeyValueSequence sequence, SiteContext context) =>
        throw new NotSupportedException($"{GetType().Name} states no keys and values, and {context.Site} needs them");

    /// <summary>Called at <see cref="Site.Batch"/>.</summary>
    /// <param name="batch">The batch; it stays its owner's.</param>
    /// <returns>The batch that the model computes.</returns>
    public virtual TokenBatch Prepare(TokenBatch batch) => throw new NotSupportedException($"{GetType().Name} prepares no batch, and {Site.Batch} needs that");

    /// <summary>A parameter of the module, zero until <see cref="Initialize"/> says otherwise.</summary>
    /// <param name="name">Its name in the module.</param>
    /// <param name="shape">Its shape.</param>
    protected Parameter Registered(string name, params long[] shape)
    {
        var parameter = new Parameter(zeros(shape));
        register_parameter(name, parameter);
        return parameter;
    }

    /// <summary>Does nothing: constructors register everything, and a parent calls this once more.</summary>
    protected override void RegisterComponents()
    {
    }
}
