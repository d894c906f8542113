namespace PastaGen;

/// <summary>Says which data flow a nested interface of an architecture has. Each kind is an attribute that derives from this one.</summary>
[AttributeUsage(AttributeTargets.Interface)]
public abstract class BlockKindAttribute : Attribute;

/// <summary>
/// Base of a kind of block whose data flow is stated in C#, ours and a user's alike. A property of the attribute is a setting: it goes to
/// the constructor parameter of <typeparamref name="TFlow"/> that bears its name in camel case, whose default holds where a declaration
/// does not name it.
/// </summary>
/// <typeparam name="TFlow">
/// The data flow: an abstract class with <see cref="FlowAttribute"/> whose weights are abstract properties with <see cref="PartAttribute"/>.
/// Its base class says where such a block stands. The emitted block derives from it.
/// </typeparam>
public abstract class BlockKindAttribute<TFlow> : BlockKindAttribute
    where TFlow : class;

/// <summary>
/// Input embeddings: <c>Norm(Words[ids] + Positions[0..] + TokenTypes[types])</c>, then dropout. Positions and token types may be left out,
/// and token types that are declared nullable are there where the config has any. The tables are as wide as a hidden state, or, with a
/// block of kind <see cref="EmbeddingProjectionAttribute"/> behind them, as the config's embedding size.
/// Site: <see cref="Site.EmbeddingOutput"/>.
/// </summary>
public sealed class EmbeddingsAttribute : BlockKindAttribute;

/// <summary>
/// Between embeddings and layers: <c>Output(embeddings)</c>, from the embedding size to the hidden size. Where <c>Output</c> is declared
/// nullable, it is there only where the two sizes differ. Site: <see cref="Site.EmbeddingOutput"/>, in the place of the embeddings'.
/// </summary>
public sealed class EmbeddingProjectionAttribute : BlockKindAttribute;

/// <summary>
/// Multi-head self-attention with absolute positions and a residual: <c>softmax(Q K' / sqrt(head size)) V</c>, then <c>Output</c>.
/// Sites: <see cref="Site.Query"/>, <see cref="Site.Key"/>, <see cref="Site.Value"/>, <see cref="Site.AttentionOutput"/>.
/// </summary>
/// <param name="norm">Where the block's norm stands.</param>
public sealed class SelfAttentionAttribute(NormPlacement norm) : BlockKindAttribute
{
    /// <summary>Where the block's norm stands.</summary>
    public NormPlacement Norm { get; } = norm;

    /// <summary>Whether training drops parts of what <c>Output</c> gives, at the hidden states' rate, before the residual is added.</summary>
    public bool Dropout { get; init; } = true;
}

/// <summary>
/// Position-wise feed-forward with a residual: <c>Output(activation(Widen(h)))</c>.
/// Sites: <see cref="Site.FeedForwardHidden"/>, <see cref="Site.FeedForwardOutput"/>.
/// </summary>
/// <param name="norm">Where the block's norm stands.</param>
public sealed class FeedForwardAttribute(NormPlacement norm) : BlockKindAttribute
{
    /// <summary>Where the block's norm stands.</summary>
    public NormPlacement Norm { get; } = norm;

    /// <summary>Whether training drops parts of what <c>Output</c> gives, at the hidden states' rate, before the residual is added.</summary>
    public bool Dropout { get; init; } = true;
}

/// <summary>The pooled output of a text: an activation of <c>Output</c> applied to the state of position 0.</summary>
/// <param name="activation">The activation.</param>
public sealed class PoolerAttribute(Activation activation) : BlockKindAttribute
{
    /// <summary>The activation.</summary>
    public Activation Activation { get; } = activation;
}

/// <summary>The norm that ends a stack of layers whose own norms stand at their inputs: <c>Norm(h)</c> after the last layer.</summary>
public sealed class FinalNormAttribute : BlockKindAttribute;
