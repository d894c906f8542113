namespace PastaGen;

/// <summary>
/// Input embeddings: <c>Norm(Words[ids] + Positions[0..] + TokenTypes[types])</c>, then dropout. Positions and token types may be left out,
/// and token types that are declared nullable are there where the config has any. The tables are as wide as a hidden state, or, with a
/// block of kind <see cref="EmbeddingProjectionAttribute"/> behind them, as the config's embedding size.
/// Site: <see cref="Site.EmbeddingOutput"/>.
/// </summary>
public sealed class EmbeddingsAttribute : BlockKindAttribute;
