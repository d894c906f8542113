using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// The data flow of a kind of block, stated in C#. A kind derives from the class that says where it stands: <see cref="EmbeddingFlow"/>,
/// <see cref="SharedFlow"/>, <see cref="MixingFlow"/>, <see cref="PositionwiseFlow"/>, <see cref="FinalFlow"/> or <see cref="PoolerFlow"/>. It carries
/// <see cref="FlowAttribute"/>; its weights are abstract properties with <see cref="PartAttribute"/>; an attribute that derives from
/// <see cref="BlockKindAttribute{TFlow}"/> lets declarations name it. Its constructor takes what its base class takes and then, by name in camel
/// case, the settings of that attribute. The emitted block derives from it, holds the weights and weaves in adaptations.
/// </summary>
/// <remarks>
/// States are <c>[tokens, width]</c>, the tokens of all rows of a batch one behind the other; <see cref="TokenBatch.Rows"/> says which are whose.
/// What a flow gives is the caller's; what it makes on the way is its own to free, best by a scope.
/// </remarks>
public abstract class BlockFlow : nn.Module
{
    private protected BlockFlow(EncoderConfig config, int layer) : base(nameof(BlockFlow)) => (Config, Layer) = (config, layer);

    /// <summary>The encoder.</summary>
    protected EncoderConfig Config { get; }

    /// <summary>The layer's number, counted from 0; 0 outside layers.</summary>
    protected int Layer { get; }

    /// <summary>
    /// What the adaptations of a site make of its state. A flow calls it once at each site that its <see cref="FlowAttribute"/> names, and goes on with
    /// what it gives; the emitted block overrides it where adaptations are woven in.
    /// </summary>
    /// <param name="site">The site.</param>
    /// <param name="state">Its state, <c>[tokens, width]</c>.</param>
    /// <param name="batch">The batch that is computed.</param>
    /// <returns>The shape of <paramref name="state"/>.</returns>
    protected Tensor At(Site site, Tensor state, TokenBatch batch) => At(state, new SiteContext(site, Layer, batch));

    /// <summary>The same where what the state was computed from is told, for adaptations that read it, such as updates of a linear.</summary>
    /// <param name="state">The site's state, <c>[tokens, width]</c>.</param>
    /// <param name="context">The site, and what the state was computed from.</param>
    /// <returns>The shape of <paramref name="state"/>.</returns>
    protected virtual Tensor At(Tensor state, SiteContext context) => state;

    /// <summary>A site of this block.</summary>
    /// <param name="site">The site.</param>
    /// <param name="batch">The batch that is computed.</param>
    protected SiteContext Here(Site site, TokenBatch batch) => new(site, Layer, batch);

    /// <summary>Does nothing: constructors register everything.</summary>
    protected override void RegisterComponents()
    {
    }
}
