using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// The adapters of <see cref="CompacterAttribute"/>: <c>y &lt;- y + f(y D + d) U + u</c> with <c>D = sum_i A_i (x) (s_i t_i)</c> and U likewise, where (x) is the Kronecker
/// product, the A_i are one for all places and both matrices, and the s_i t_i are low-rank (arXiv 2106.04647, equations 4 to 6). A row of the thin ones' first size is a place:
/// layer 0 behind attention, layer 0 behind the feed-forward block, layer 1 behind attention, and so on.
/// </summary>
[LivesAt("compacter", Site.AttentionOutput | Site.FeedForwardOutput, IsPerToken = true,
    Summary = "adds f(y D + d) U + u to y, where D and U are sums of Kronecker products with shared matrices (arXiv 2106.04647, equations 4 to 6)")]
public sealed class KroneckerAdapters : AdaptationModule
{
    // The shared matrices' standard deviation in the usual library; the paper's text does not say it, and it is our reading.
    private const double SharedDeviation = 1e-4;

    private readonly Activation activation;

    /// <summary>Adapters for every layer of an encoder.</summary>
    /// <param name="config">The encoder.</param>
    /// <param name="reduction">The width of a hidden state over that of the narrow one.</param>
    /// <param name="terms">How many products a matrix is the sum of; divides both widths.</param>
    /// <param name="rank">The rank of what the shared matrices are multiplied with.</param>
    /// <param name="activation">What stands between the two linears.</param>
    /// <exception cref="UnfitSettingException">The terms do not divide the widths.</exception>
    public KroneckerAdapters(EncoderConfig config, int reduction, int terms, int rank, Activation activation) : base(nameof(KroneckerAdapters))
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentOutOfRangeException.ThrowIfLessThan(terms, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rank, 1);
        var (hidden, narrow) = (config.HiddenSize, NarrowWidth.Of(config.HiddenSize, reduction));
        if (hidden % terms != 0 || narrow % terms != 0)
            throw new UnfitSettingException($"{terms} terms do not divide both widths, {hidden} and {narrow}: choose another number of terms or another reduction.");
        this.activation = activation;
        var places = 2 * config.LayerCount;
        Shared = Registered("shared", terms, terms, terms);
        DownLeft = Registered("down_left", places, terms, hidden / terms, rank);
        DownRight = Registered("down_right", places, terms, rank, narrow / terms);
        DownBias = Registered("down_bias", places, narrow);
        UpLeft = Registered("up_left", places, terms, narrow / terms, rank);
        UpRight = Registered("up_right", places, terms, rank, hidden / terms);
        UpBias = Registered("up_bias", places, hidden);
        Initialize();
    }

    /// <summary>The matrices that all places share, <c>[terms, terms, terms]</c>.</summary>
    [Trains("phm_rule", "Terms", "Terms", "Terms")]
    public Parameter Shared { get; }

    /// <summary>Left factors of what narrows, <c>[places, terms, hidden / terms, rank]</c>.</summary>
    [Trains("adapter_down.W_left", "2 * Layers", "Terms", "Hidden / Terms", "Rank")]
    public Parameter DownLeft { get; }

    /// <summary>Right factors of what narrows, <c>[places, terms, rank, hidden / reduction / terms]</c>.</summary>
    [Trains("adapter_down.W_right", "2 * Layers", "Terms", "Rank", "Hidden / Reduction / Terms")]
    public Parameter DownRight { get; }

    /// <summary>What is added behind it, <c>[places, hidden / reduction]</c>.</summary>
    [Trains("adapter_down.b", "2 * Layers", "Hidden / Reduction")]
    public Parameter DownBias { get; }

    /// <summary>Left factors of what widens again, <c>[places, terms, hidden / reduction / terms, rank]</c>.</summary>
    [Trains("adapter_up.W_left", "2 * Layers", "Terms", "Hidden / Reduction / Terms", "Rank")]
    public Parameter UpLeft { get; }

    /// <summary>Right factors of what widens again, <c>[places, terms, rank, hidden / terms]</c>.</summary>
    [Trains("adapter_up.W_right", "2 * Layers", "Terms", "Rank", "Hidden / Terms")]
    public Parameter UpRight { get; }

    /// <summary>What is added behind it, <c>[places, hidden]</c>.</summary>
    [Trains("adapter_up.b", "2 * Layers", Dimension.Hidden)]
    public Parameter UpBias { get; }

    /// <inheritdoc/>
    public override void Initialize()
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        nn.init.normal_(Shared, 0, SharedDeviation);
        foreach (var bias in new[] { DownBias, UpBias }) nn.init.zeros_(bias);
        foreach (var factor in new[] { DownLeft, DownRight, UpLeft, UpRight })
            for (var place = 0; place < factor.shape[0]; place++)
                for (var term = 0; term < factor.shape[1]; term++) nn.init.xavier_uniform_(factor.select(0, place).select(0, term));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input1, SiteContext input2)
    {
        ArgumentNullException.ThrowIfNull(input1);
        using var scope = NewDisposeScope();
        var place = (2 * input2.Layer) + (input2.Site == Site.FeedForwardOutput ? 1 : 0);
        var narrow = activation.Apply(Product(input1, DownLeft, DownRight, DownBias, place));                            // [tokens, hidden / reduction]
        return (input1 + Product(narrow, UpLeft, UpRight, UpBias, place)).MoveToOuterDisposeScope();                     // [tokens, hidden]
    }

    // The sum of Kronecker products, [inputs, outputs]: element (i k, j l) is sum_n A[n, i, j] W[n, k, l].
    private Tensor Product(Tensor states, Parameter left, Parameter right, Parameter bias, int place)
    {
        var factors = left.select(0, place).bmm(right.select(0, place));                                                 // [terms, inputs / terms, outputs / terms]
        var weight = einsum("nij,nkl->ikjl", Shared, factors).reshape(left.shape[1] * left.shape[2], bias.shape[1]);     // [inputs, outputs]
        var product = states.mm(weight.to(states.dtype));
        return product + bias.select(0, place).to(product.dtype);
    }
}
