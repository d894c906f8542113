using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>What modules share that put vectors in the place of words before each row: <c>X &lt;- [P; X]</c>, before positions and token types are added.</summary>
public abstract class VirtualPrompt : AdaptationModule
{
    /// <summary>A prompt for an encoder.</summary>
    /// <param name="name">The module's name.</param>
    /// <param name="config">The encoder.</param>
    /// <param name="length">How many vectors stand before a row.</param>
    protected VirtualPrompt(string name, EncoderConfig config, int length) : base(name)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        (Config, Length) = (config, length);
    }

    /// <summary>The encoder.</summary>
    protected EncoderConfig Config { get; }

    /// <summary>How many vectors stand before a row.</summary>
    protected int Length { get; }

    /// <inheritdoc/>
    public override int PositionsTaken => Length;

    /// <summary>The vectors, <c>[length, embedding]</c>.</summary>
    /// <returns>A tensor of the caller's scope, or a parameter.</returns>
    protected abstract Tensor Prompt();

    /// <inheritdoc/>
    public override TokenBatch Prepare(TokenBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return batch.WithVirtualTokens(Length, Config);
    }

    /// <summary>Puts the vectors in the place of the virtual tokens' words.</summary>
    /// <param name="input1">The words' embeddings, <c>[tokens, embedding]</c>.</param>
    /// <param name="input2">The prepared batch.</param>
    /// <returns><c>[tokens, embedding]</c>.</returns>
    public override Tensor forward(Tensor input1, SiteContext input2)
    {
        ArgumentNullException.ThrowIfNull(input1);
        using var scope = NewDisposeScope();
        var rows = input2.Batch.VirtualTokens!;
        return rows.Prepend(Prompt(), input1.index_select(0, rows.Places)).MoveToOuterDisposeScope();
    }
}
