namespace PastaGen;

/// <summary>
/// On an adaptation's attribute: weights of the backbone that it trains, with a module beside that or without one. They stand in optimizer and delta
/// under their own names.
/// </summary>
/// <param name="id">The adaptation's id in lists and deltas, in lower case with hyphens; that of its module where it has one.</param>
/// <param name="weights">Which weights.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class TrainsWeightsAttribute(string id, WeightKinds weights) : Attribute
{
    /// <summary>The adaptation's id in lists and deltas.</summary>
    public string Id { get; } = id;

    /// <summary>Which weights.</summary>
    public WeightKinds Weights { get; } = weights;

    /// <summary>
    /// The setting of the attribute that decides whether it trains them: a truth value, or an enum of which it must be <see cref="Is"/>. Not stated, it
    /// always trains them.
    /// </summary>
    public string? When { get; init; }

    /// <summary>The member that an enum named by <see cref="When"/> must be.</summary>
    public string? Is { get; init; }

    /// <summary>The truth value among the attribute's settings that leaves out what stands outside of layers. Not stated, all of the encoder is meant.</summary>
    public string? LayersAlone { get; init; }

    /// <summary>
    /// Whether only weights of the linears are meant at whose sites the adaptation's module lives. The sites are then those that the model names or the
    /// usual ones, and no open setting.
    /// </summary>
    public bool OfAdaptedLinears { get; init; }
}
