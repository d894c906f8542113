using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// How the Python PEFT library holds an adaptation: in <c>adapter_config.json</c>, and in <c>adapter_model.safetensors</c>. A method states it beside its
/// module, and its attribute names it by <see cref="InterchangeAttribute{TFormat}"/>.
/// </summary>
public abstract class PythonFormat
{
    /// <summary>The library's word for the method: <c>peft_type</c>.</summary>
    public abstract string Type { get; }

    /// <summary>Whether files of a type hold what the method does.</summary>
    /// <param name="type">The library's word for the method.</param>
    public virtual bool Reads(string type) => type == Type;

    /// <summary>
    /// Open settings that a configuration stands for, by their names without the adaptation's id. Those that the tensors show, their sizes and where they
    /// are, need not be among them. A key that would change numbers and is not known here is refused by name.
    /// </summary>
    /// <param name="adapter">The configuration.</param>
    public abstract IReadOnlyDictionary<string, double> Settings(IConfigSettings adapter);

    /// <summary>The name in the library's file of a parameter that the method adds or trains.</summary>
    /// <param name="deltaName">Its name in a delta.</param>
    /// <param name="prefix">What stands before the encoder's names in the family's checkpoints, its dot included.</param>
    public abstract string NameOf(string deltaName, string prefix);

    /// <summary>The shape here of what the library's file holds under a parameter's name; null where that is not the parameter but another.</summary>
    /// <param name="deltaName">The parameter's name in a delta.</param>
    /// <param name="shape">The shape in the library's file.</param>
    public virtual IReadOnlyList<long>? ShapeHere(string deltaName, IReadOnlyList<long> shape) => shape;

    /// <summary>The shape in the library's file of a parameter.</summary>
    /// <param name="deltaName">The parameter's name in a delta.</param>
    /// <param name="shape">Its shape here.</param>
    public virtual IReadOnlyList<long> ShapeThere(string deltaName, IReadOnlyList<long> shape) => shape;

    /// <summary>
    /// Tensors of the library's file that are no parameters, because they follow from the configuration, by their names. A file that holds others is
    /// refused.
    /// </summary>
    /// <param name="adapter">The configuration.</param>
    /// <param name="shapeOf">The shape of what the file holds under a name; null where it holds nothing.</param>
    /// <returns>The tensors, the caller's.</returns>
    public virtual IReadOnlyDictionary<string, Tensor> Constants(IConfigSettings adapter, Func<string, IReadOnlyList<long>?> shapeOf) => new Dictionary<string, Tensor>();

    /// <summary>What stands before the names of the head's tensors.</summary>
    public virtual string HeadPrefix => "base_model.model.";

    /// <summary>Refuses a configuration that says something else than the method does.</summary>
    /// <param name="adapter">The configuration.</param>
    /// <param name="keys">Keys that must be absent, null, false or empty.</param>
    protected static void Refuse(IConfigSettings adapter, params ReadOnlySpan<string> keys)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        foreach (var key in keys)
            if (adapter.IsSet(key))
                throw adapter.Refused(key, "absent, because it changes what is computed in a way that this program does not know");
    }
}
