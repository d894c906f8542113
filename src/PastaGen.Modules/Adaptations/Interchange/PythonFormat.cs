using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// How the Python PEFT library holds an adaptation: in <c>adapter_config.json</c>, and in <c>adapter_model.safetensors</c>. A method states it beside its
/// module, and its attribute names it by <see cref="InterchangeAttribute{TFormat}"/>.
/// </summary>
public abstract class PythonFormat
{
    /// <summary>The method's attribute.</summary>
    public abstract Type Attribute { get; }

    /// <summary>The library's word for the method: <c>peft_type</c>.</summary>
    public abstract string Type { get; }

    /// <summary>Whether files of a type hold what the method does.</summary>
    /// <param name="type">The library's word for the method.</param>
    public virtual bool Reads(string type) => type == Type;

    /// <summary>Whether a configuration of a type that several methods read means this one.</summary>
    /// <param name="adapter">The configuration.</param>
    public virtual bool IsMeantBy(IConfigSettings adapter) => true;

    /// <summary>
    /// Keys of a configuration, beside those that every method has, that change nothing of what a trained adapter computes, or nothing that its tensors do
    /// not show. What is set and neither among them nor read by <see cref="Settings"/> is refused by name.
    /// </summary>
    public virtual IReadOnlyCollection<string> WithoutInfluence => [];

    /// <summary>
    /// Settings that a configuration stands for, by their names without the adaptation's id. Those that the tensors show, their sizes and where they are,
    /// need not be among them.
    /// </summary>
    /// <param name="adapter">The configuration.</param>
    /// <exception cref="Exception">A key says something else than the method does; <see cref="IConfigSettings.Refused"/> made it.</exception>
    public abstract IReadOnlyDictionary<string, double> Settings(IConfigSettings adapter);

    /// <summary>What a declaration must say beside <see cref="Settings"/>, so that its model has a place for everything that the adapter trains.</summary>
    /// <param name="adapter">The configuration.</param>
    public virtual IReadOnlyDictionary<string, double> Declared(IConfigSettings adapter) => new Dictionary<string, double>();

    /// <summary>The name in the library's file of a parameter that the method adds or trains; null where the file has no place for it.</summary>
    /// <param name="deltaName">Its name in a delta.</param>
    /// <param name="prefix">What stands before the encoder's names in the family's checkpoints, its dot included.</param>
    public abstract string? NameOf(string deltaName, string prefix);

    /// <summary>All names that the library's files may have for a parameter, by what else is adapted; one of them is in a file.</summary>
    /// <param name="deltaName">Its name in a delta.</param>
    /// <param name="prefix">What stands before the encoder's names in the family's checkpoints, its dot included.</param>
    public virtual IReadOnlyList<string> NamesOf(string deltaName, string prefix) => NameOf(deltaName, prefix) is { } name ? [name] : [];

    /// <summary>The name among these that a file of one adapter has; null where it has no place for the parameter.</summary>
    /// <param name="deltaName">The parameter's name in a delta.</param>
    /// <param name="adapter">The adapter.</param>
    protected virtual string? NameIn(string deltaName, TrainedAdapter adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        return NameOf(deltaName, adapter.Prefix);
    }

    /// <summary>The shape here of what the library's file holds under a parameter's name; null where that is not the parameter but another.</summary>
    /// <param name="deltaName">The parameter's name in a delta.</param>
    /// <param name="shape">The shape in the library's file.</param>
    public virtual IReadOnlyList<long>? ShapeHere(string deltaName, IReadOnlyList<long> shape) => shape;

    /// <summary>The shape in the library's file of a parameter.</summary>
    /// <param name="deltaName">The parameter's name in a delta.</param>
    /// <param name="shape">Its shape here.</param>
    public virtual IReadOnlyList<long> ShapeThere(string deltaName, IReadOnlyList<long> shape) => shape;

    /// <summary>Names of tensors of the library's file that are no parameters, because they follow from settings. A file that holds other values is refused.</summary>
    public virtual IReadOnlyCollection<string> Constants => [];

    /// <summary>What the library's file holds of an adapter, by the library's names and in its shapes, the constants too; the head is not among it.</summary>
    /// <param name="adapter">The adapter.</param>
    /// <returns>Tensors of the caller's scope.</returns>
    /// <exception cref="Exception">The file has no place for something; <see cref="TrainedAdapter.Refused"/> made it.</exception>
    public virtual IReadOnlyDictionary<string, Tensor> Tensors(TrainedAdapter adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        return adapter.Tensors.ToDictionary(
            each => NameIn(each.Key, adapter) ?? throw adapter.Untold(each.Key),
            each => each.Value.reshape([.. ShapeThere(each.Key, each.Value.shape)]),
            StringComparer.Ordinal);
    }

    /// <summary>
    /// What the library's configuration says of an adapter, beside <c>peft_type</c>, <c>task_type</c>, <c>modules_to_save</c> and what else every method's
    /// configuration has.
    /// </summary>
    /// <param name="adapter">The adapter.</param>
    /// <exception cref="Exception">The library cannot do what the adapter does; <see cref="TrainedAdapter.Refused"/> made it.</exception>
    public abstract JsonObject Configuration(TrainedAdapter adapter);

    /// <summary>What stands before the names of the head's tensors.</summary>
    public virtual string HeadPrefix => "base_model.model.";
}
