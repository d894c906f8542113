namespace PastaGen;

/// <summary>
/// On an abstract property of a data flow: weights that it needs. The property's type, a <c>Linear</c>, an <c>Embedding</c> or a
/// <c>LayerNorm</c>, says what they are; where it is nullable, a declaration may leave them out, in the first layers or altogether.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PartAttribute : Attribute
{
    /// <summary>Weights that play a part which many kinds of blocks have.</summary>
    /// <param name="role">The part that they play.</param>
    /// <param name="shape">The shape of their weight: see <see cref="Shape"/>.</param>
    public PartAttribute(Role role, params object[] shape) : this(role.ToString(), shape)
    {
    }

    /// <summary>Weights that play a part of this kind of block's own.</summary>
    /// <param name="role">The part's name, by which declarations name it.</param>
    /// <param name="shape">The shape of their weight: see <see cref="Shape"/>.</param>
    public PartAttribute(string role, params object[] shape) => (Role, Shape) = (role, shape);

    /// <summary>The part that they play.</summary>
    public string Role { get; }

    /// <summary>
    /// The shape of their weight: <c>[out, in]</c> for a linear, <c>[rows, width]</c> for an embedding, <c>[width]</c> for a norm. Each size is a
    /// <see cref="Dimension"/>, or the name of a static method of the data flow that takes an encoder's configuration and gives a number.
    /// </summary>
    public IReadOnlyList<object> Shape { get; }

    /// <summary>How many matrices of that shape lie behind one another in the weight's rows: 3 for queries, keys and values in one.</summary>
    public int Times { get; init; } = 1;
}
