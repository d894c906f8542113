using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// The network of <see cref="PromptNetworkAttribute"/>: <c>P = W_3 relu(W_2 relu(W_1 E + b_1) + b_2) + b_3</c> (arXiv 2103.10385, section 3.2, without its
/// recurrent part).
/// </summary>
[LivesAt("p-tuning", Site.Batch | Site.WordEmbeddings, IsPerToken = true, Summary = "puts vectors that a trained network gives in the place of words before each row (arXiv 2103.10385, section 3.2)")]
public sealed class PromptNetwork : VirtualPrompt
{
    /// <summary>A network for an encoder.</summary>
    /// <param name="config">The encoder.</param>
    /// <param name="length">How many vectors stand before a row.</param>
    /// <param name="middleSize">Width of the network's middle.</param>
    public PromptNetwork(EncoderConfig config, int length, int middleSize) : base(nameof(PromptNetwork), config, length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(middleSize, 1);
        var width = Config.EmbeddingSize;
        register_parameter("embedding", Embedding = new Parameter(zeros(length, width)));
        register_parameter("firstWeight", FirstWeight = new Parameter(zeros(middleSize, width)));
        register_parameter("firstBias", FirstBias = new Parameter(zeros(middleSize)));
        register_parameter("secondWeight", SecondWeight = new Parameter(zeros(middleSize, middleSize)));
        register_parameter("secondBias", SecondBias = new Parameter(zeros(middleSize)));
        register_parameter("thirdWeight", ThirdWeight = new Parameter(zeros(width, middleSize)));
        register_parameter("thirdBias", ThirdBias = new Parameter(zeros(width)));
        Initialize();
    }

    /// <summary>What enters the network, <c>[length, embedding]</c>.</summary>
    [Trains("embedding", nameof(PromptNetworkAttribute.Length), Dimension.Embedding)]
    public Parameter Embedding { get; }

    /// <summary>The first matrix, <c>[middle, embedding]</c>.</summary>
    [Trains("first.weight", nameof(PromptNetworkAttribute.MiddleSize), Dimension.Embedding)]
    public Parameter FirstWeight { get; }

    /// <summary>Its bias, <c>[middle]</c>.</summary>
    [Trains("first.bias", nameof(PromptNetworkAttribute.MiddleSize))]
    public Parameter FirstBias { get; }

    /// <summary>The second matrix, <c>[middle, middle]</c>.</summary>
    [Trains("second.weight", nameof(PromptNetworkAttribute.MiddleSize), nameof(PromptNetworkAttribute.MiddleSize))]
    public Parameter SecondWeight { get; }

    /// <summary>Its bias, <c>[middle]</c>.</summary>
    [Trains("second.bias", nameof(PromptNetworkAttribute.MiddleSize))]
    public Parameter SecondBias { get; }

    /// <summary>The third matrix, <c>[embedding, middle]</c>.</summary>
    [Trains("third.weight", Dimension.Embedding, nameof(PromptNetworkAttribute.MiddleSize))]
    public Parameter ThirdWeight { get; }

    /// <summary>Its bias, <c>[embedding]</c>.</summary>
    [Trains("third.bias", Dimension.Embedding)]
    public Parameter ThirdBias { get; }

    /// <summary>Fresh values as usual implementations have them: N(0, 1) for what enters, and those of linears.</summary>
    public override void Initialize()
    {
        using var _ = no_grad();
        nn.init.normal_(Embedding);
        FreshLinear.Initialize(FirstWeight, FirstBias);
        FreshLinear.Initialize(SecondWeight, SecondBias);
        FreshLinear.Initialize(ThirdWeight, ThirdBias);
    }

    /// <summary>What the network gives.</summary>
    /// <param name="embedding">What enters, <c>[length, embedding]</c>.</param>
    /// <param name="firstWeight">The first matrix.</param>
    /// <param name="firstBias">Its bias.</param>
    /// <param name="secondWeight">The second matrix.</param>
    /// <param name="secondBias">Its bias.</param>
    /// <param name="thirdWeight">The third matrix.</param>
    /// <param name="thirdBias">Its bias.</param>
    /// <returns><c>[length, embedding]</c>.</returns>
    internal static Tensor Apply(
        Tensor embedding, Tensor firstWeight, Tensor firstBias, Tensor secondWeight, Tensor secondBias, Tensor thirdWeight, Tensor thirdBias)
    {
        using var scope = NewDisposeScope();
        var first = nn.functional.relu(nn.functional.linear(embedding, firstWeight, firstBias));     // [length, middle]
        var second = nn.functional.relu(nn.functional.linear(first, secondWeight, secondBias));      // [length, middle]
        return nn.functional.linear(second, thirdWeight, thirdBias).MoveToOuterDisposeScope();       // [length, embedding]
    }

    /// <inheritdoc/>
    protected override Tensor Prompt() => Apply(Embedding, FirstWeight, FirstBias, SecondWeight, SecondBias, ThirdWeight, ThirdBias);
}
