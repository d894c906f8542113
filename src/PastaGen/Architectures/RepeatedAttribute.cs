namespace PastaGen;

/// <summary>The stack of layers: a list of one nested interface, whose blocks run in the order in which they are declared.</summary>
/// <param name="path">The layer's part of its parameters' checkpoint names, with <c>{0}</c> where the layer's number stands, counted from 0.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RepeatedAttribute(string path) : Attribute
{
    /// <summary>The layer's part of its parameters' checkpoint names, with <c>{0}</c> where the layer's number stands.</summary>
    public string Path { get; } = path;

    /// <summary>
    /// Whether layers share weights: the config says how many groups there are (<see cref="ConfigSetting.LayerGroupCount"/>), layer i of n runs
    /// with the weights of group i * groups / n, and <c>{0}</c> is the group's number. What is woven in belongs to the layer that runs.
    /// </summary>
    public bool Shared { get; init; }
}
