using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>The vectors of <see cref="PromptAttribute"/> (arXiv 2104.08691, section 2).</summary>
[LivesAt("prompt", Site.Batch | Site.WordEmbeddings, IsPerToken = true, Summary = "puts trained vectors in the place of words before each row (arXiv 2104.08691, section 2)")]
public sealed class PromptVectors : VirtualPrompt
{
    private readonly PromptInitialization initialization;

    /// <summary>A prompt for an encoder.</summary>
    /// <param name="config">The encoder.</param>
    /// <param name="length">How many vectors stand before a row.</param>
    /// <param name="initialization">What fresh vectors are.</param>
    public PromptVectors(EncoderConfig config, int length, PromptInitialization initialization = PromptInitialization.Uniform) : base(nameof(PromptVectors), config, length)
    {
        this.initialization = initialization;
        Vectors = new Parameter(zeros(length, Config.EmbeddingSize));
        register_parameter("vectors", Vectors);
        Initialize();
    }

    /// <summary>The vectors, <c>[length, embedding]</c>.</summary>
    [Trains("prompt", nameof(PromptAttribute.Length), Dimension.Embedding)]
    public Parameter Vectors { get; }

    /// <inheritdoc/>
    public override void Initialize()
    {
        using var _ = no_grad();
        if (initialization == PromptInitialization.Uniform) nn.init.uniform_(Vectors, -0.5, 0.5);
        else nn.init.normal_(Vectors);
    }

    /// <inheritdoc/>
    protected override Tensor Prompt() => Vectors;
}
