namespace PastaGen.Modules;

/// <summary>What modules share that put keys and values before those of each row, in every layer.</summary>
public abstract class LayerPrefix : AdaptationModule
{
    private readonly bool movesPositions;

    /// <summary>A prefix in every layer of an encoder.</summary>
    /// <param name="name">The module's name.</param>
    /// <param name="config">The encoder.</param>
    /// <param name="length">How many keys and values each layer gets.</param>
    /// <param name="movesPositions">Whether tokens are numbered behind the prefix.</param>
    protected LayerPrefix(string name, EncoderConfig config, int length, bool movesPositions) : base(name)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        (Config, Length, this.movesPositions) = (config, length, movesPositions);
    }

    /// <summary>The encoder.</summary>
    protected EncoderConfig Config { get; }

    /// <summary>How many keys and values each layer gets.</summary>
    protected int Length { get; }

    /// <inheritdoc/>
    public override int PositionsTaken => movesPositions ? Length : 0;

    /// <inheritdoc/>
    public override TokenBatch Prepare(TokenBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return movesPositions ? batch.WithPositionsFrom(Length) : batch;
    }
}
