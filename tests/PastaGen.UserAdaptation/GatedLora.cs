using PastaGen.Modules;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.UserAdaptation;

/// <summary>
/// Low-rank updates of which each token takes as much as a gate of its own says; everything else is frozen (GateRA over LoRA, arXiv 2511.17582, as two
/// notes on that paper tell it; its loss on the gates' entropy is left out).
/// </summary>
public sealed class GatedLoraAttribute : AdaptationAttribute<GatedLowRankUpdate>
{
    /// <summary>The rank of the update.</summary>
    [Open(8)]
    public int Rank { get; init; }

    /// <summary>What scales the update, before it is divided by the rank.</summary>
    [Open(16.0)]
    public double Alpha { get; init; }
}

/// <summary>The update of one linear: <c>y &lt;- y + sigmoid(g x + c) alpha / rank B A x</c>, where x enters the linear.</summary>
[LivesAt("gated_lora", Site.Linears, Usual = Site.Query | Site.Value, IsPerToken = true, Summary = "adds gate * scale * B A x, where x enters the linear (arXiv 2511.17582)")]
public sealed class GatedLowRankUpdate : PlacedAdaptation
{
    private readonly double scale;

    /// <summary>The update of a place's linear; fresh, it adds nothing.</summary>
    /// <param name="config">The encoder.</param>
    /// <param name="place">The place.</param>
    /// <param name="rank">The rank.</param>
    /// <param name="alpha">What scales the update.</param>
    public GatedLowRankUpdate(EncoderConfig config, Place place, int rank, double alpha) : base(nameof(GatedLowRankUpdate), place)
    {
        scale = alpha / rank;
        A = Registered("a", rank, place.InputSize);
        B = Registered("b", place.OutputSize, rank);
        GateWeight = Registered("gateWeight", 1, place.InputSize);
        GateBias = Registered("gateBias", 1);
        Initialize();
    }

    /// <summary>The matrix that narrows, <c>[rank, input]</c>.</summary>
    [Trains("lora_A", "Rank", Dimension.Input)]
    public Parameter A { get; }

    /// <summary>The matrix that widens again, <c>[output, rank]</c>.</summary>
    [Trains("lora_B", Dimension.Output, "Rank")]
    public Parameter B { get; }

    /// <summary>What a token's gate makes of what enters, <c>[1, input]</c>.</summary>
    [Trains("gate.weight", 1, Dimension.Input)]
    public Parameter GateWeight { get; }

    /// <summary>How far gates are open before that, <c>[1]</c>.</summary>
    [Trains("gate.bias", 1)]
    public Parameter GateBias { get; }

    /// <inheritdoc/>
    public override void Initialize()
    {
        using var untracked = no_grad();
        nn.init.kaiming_uniform_(A, Math.Sqrt(5));
        nn.init.zeros_(B);
        nn.init.zeros_(GateWeight);
        nn.init.zeros_(GateBias);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input1, SiteContext input2)
    {
        using var scope = NewDisposeScope();
        var entering = input2.LinearInput;
        Tensor Linear(Tensor states, Parameter weight) => nn.functional.linear(states, weight.to(states.dtype));
        var gate = sigmoid(Linear(entering, GateWeight) + GateBias.to(entering.dtype));   // [tokens, 1]
        return (input1 + (Linear(Linear(entering, A), B) * gate * scale)).MoveToOuterDisposeScope();
    }
}
