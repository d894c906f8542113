using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// The adapter of <see cref="TinyAttentionAttribute"/> at one place: <c>y &lt;- y + Up(Attention(Down(Norm(y))))</c> with several experts one after another,
/// <c>y &lt;- y + TA_e(y) / experts</c>. Down gives query, key and value of width heads * width each; Attention is multi-head attention of the same row with projections of
/// its own (arXiv 2211.01979, by its authors' code). Its norm adds 1e-5 to the variance whatever the encoder's adds.
/// </summary>
[LivesAt("tiny-attention", Site.FeedForwardInput | Site.LayerInput, Usual = Site.FeedForwardInput,
    Summary = "adds Up(Attention(Down(Norm(y)))) to y, with heads of a few dimensions (arXiv 2211.01979)")]
public sealed class TinyAttentionAdapter : PlacedAdaptation
{
    private const double NormEpsilon = 1e-5;

    // The authors' code starts what goes back to hidden states at a hundredth of a linear's usual weights, and tells cloned experts apart by this noise.
    private const double FreshUp = 0.01;
    private const double CloneNoise = 1e-6;

    private readonly int heads;
    private readonly int experts;
    private readonly bool averaged;
    private readonly double dropout;

    /// <summary>The adapter of a place.</summary>
    /// <param name="config">The encoder.</param>
    /// <param name="place">The place.</param>
    /// <param name="heads">How many heads.</param>
    /// <param name="width">Width of one head.</param>
    /// <param name="experts">How many adapters stand behind one another.</param>
    /// <param name="averaged">Whether outside of training one adapter of their mean tensors takes their place.</param>
    /// <param name="dropout">How often training drops a probability.</param>
    public TinyAttentionAdapter(EncoderConfig config, Place place, int heads, int width, int experts, bool averaged = false, double dropout = 0.1)
        : base(nameof(TinyAttentionAdapter), place)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(heads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(experts, 1);
        (this.heads, this.experts, this.averaged, this.dropout) = (heads, experts, averaged, DropoutRate.Checked(dropout));
        var (hidden, all) = (place.OutputSize, heads * width);
        NormGain = Registered("norm_weight", experts, hidden);
        NormBias = Registered("norm_bias", experts, hidden);
        Down = Registered("down_weight", experts, 3 * all, hidden);
        DownBias = Registered("down_bias", experts, 3 * all);
        In = Registered("in_weight", experts, 3 * all, all);
        InBias = Registered("in_bias", experts, 3 * all);
        Out = Registered("out_weight", experts, all, all);
        OutBias = Registered("out_bias", experts, all);
        Up = Registered("up_weight", experts, hidden, all);
        UpBias = Registered("up_bias", experts, hidden);
        Initialize();
    }

    /// <summary>Gains of the experts' norms, <c>[experts, hidden]</c>.</summary>
    [Trains("norm.weight", "Experts", Dimension.Output)]
    public Parameter NormGain { get; }

    /// <summary>Biases of the experts' norms, <c>[experts, hidden]</c>.</summary>
    [Trains("norm.bias", "Experts", Dimension.Output)]
    public Parameter NormBias { get; }

    /// <summary>To query, key and value, in this order, <c>[experts, 3 * heads * width, hidden]</c>.</summary>
    [Trains("down.weight", "Experts", "3 * Heads * Width", Dimension.Output)]
    public Parameter Down { get; }

    /// <summary>What is added there, <c>[experts, 3 * heads * width]</c>.</summary>
    [Trains("down.bias", "Experts", "3 * Heads * Width")]
    public Parameter DownBias { get; }

    /// <summary>The attention's own projections of query, key and value, <c>[experts, 3 * heads * width, heads * width]</c>.</summary>
    [Trains("in_proj.weight", "Experts", "3 * Heads * Width", "Heads * Width")]
    public Parameter In { get; }

    /// <summary>What they add, <c>[experts, 3 * heads * width]</c>.</summary>
    [Trains("in_proj.bias", "Experts", "3 * Heads * Width")]
    public Parameter InBias { get; }

    /// <summary>The attention's projection of what the heads gathered, <c>[experts, heads * width, heads * width]</c>.</summary>
    [Trains("out_proj.weight", "Experts", "Heads * Width", "Heads * Width")]
    public Parameter Out { get; }

    /// <summary>What it adds, <c>[experts, heads * width]</c>.</summary>
    [Trains("out_proj.bias", "Experts", "Heads * Width")]
    public Parameter OutBias { get; }

    /// <summary>Back to hidden states, <c>[experts, hidden, heads * width]</c>.</summary>
    [Trains("up.weight", "Experts", Dimension.Output, "Heads * Width")]
    public Parameter Up { get; }

    /// <summary>What is added there, <c>[experts, hidden]</c>.</summary>
    [Trains("up.bias", "Experts", Dimension.Output)]
    public Parameter UpBias { get; }

    /// <inheritdoc/>
    public override void Initialize()
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        foreach (var zero in new[] { NormBias, InBias, OutBias }) nn.init.zeros_(zero);
        nn.init.ones_(NormGain);
        FreshLinear.Initialize(Down.select(0, 0), DownBias.select(0, 0));
        FreshLinear.Initialize(Up.select(0, 0), UpBias.select(0, 0));
        Up.mul_(FreshUp);
        UpBias.mul_(FreshUp);
        nn.init.xavier_uniform_(In.select(0, 0));
        nn.init.kaiming_uniform_(Out.select(0, 0), Math.Sqrt(5));
        if (experts == 1) return;
        foreach (var drawn in new[] { Down, DownBias, Up, UpBias, In, Out }) drawn.narrow(0, 1, experts - 1).copy_(drawn.narrow(0, 0, 1));
        foreach (var noisy in new[] { Down, DownBias }) noisy.add_(noisy.empty_like().normal_(0, CloneNoise));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input1, SiteContext input2)
    {
        ArgumentNullException.ThrowIfNull(input1);
        using var scope = NewDisposeScope();
        var state = input1;
        var parts = TakesMean ? 1 : experts;
        for (var expert = 0; expert < parts; expert++)
        {
            var answer = Answer(state, expert, input2.Batch.Rows);
            state = state + (parts == 1 ? answer : answer / parts);                                           // [tokens, hidden]
        }
        return state.MoveToOuterDisposeScope();
    }

    private bool TakesMean => averaged && !training;

    private Tensor Answer(Tensor state, int expert, PackedRows rows)
    {
        var type = state.dtype;
        Tensor Part(Parameter all) => (TakesMean ? all.mean([0]) : all.select(0, expert)).to(type);

        var normed = nn.functional.layer_norm(state, [state.shape[1]], Part(NormGain), Part(NormBias), NormEpsilon);
        var down = nn.functional.linear(normed, Part(Down), Part(DownBias)).chunk(3, 1);                      // [tokens, heads * width], three times
        var (weights, biases) = (Part(In).chunk(3), Part(InBias).chunk(3));
        var projected = down.Select((each, i) => nn.functional.linear(each, weights[i], biases[i])).ToArray();
        var context = AttentionCore.Attend(projected[0], projected[1], projected[2], rows, heads, dropout, training);
        return nn.functional.linear(nn.functional.linear(context, Part(Out), Part(OutBias)), Part(Up), Part(UpBias));   // [tokens, hidden]
    }
}
