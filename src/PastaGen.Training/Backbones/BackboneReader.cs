using PastaGen.Text;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>
/// Hands the weights of a backbone's file to the modules of a model; emitted code calls it once per module. What does not fit is
/// collected instead of thrown, so that one report names everything: <see cref="Report"/>.
/// </summary>
public sealed class BackboneReader
{
    private readonly SafetensorsFile file;
    private readonly CheckpointNames names;
    private readonly ScalarType type;
    private readonly Device device;
    private readonly bool headFromFile;
    private readonly BackboneReportBuilder report;

    /// <summary>A reader over an open file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="prefix">What may stand before the encoder's names, its dot included.</param>
    /// <param name="type">The type that the backbone's weights take; a head is always float32.</param>
    /// <param name="device">Where the weights shall live; null means the CPU.</param>
    /// <param name="headFromFile">Whether a head of the file is taken; otherwise it is passed over, as for a new task.</param>
    public BackboneReader(SafetensorsFile file, string prefix, ScalarType type = ScalarType.Float32, Device? device = null, bool headFromFile = true)
    {
        ArgumentNullException.ThrowIfNull(file);
        this.file = file;
        this.type = type;
        this.device = device ?? CPU;
        this.headFromFile = headFromFile;
        names = new CheckpointNames(file, prefix);
        report = new BackboneReportBuilder(file, names);
    }

    /// <summary>What was loaded so far, and all that does not fit.</summary>
    public BackboneReport Report() => report.Build();

    /// <summary>Loads an embedding.</summary>
    /// <param name="module">The module; its weight is replaced.</param>
    /// <param name="name">Its name in a checkpoint, without prefix and <c>.weight</c>.</param>
    /// <param name="weight">What training does with the weight.</param>
    public void Embedding(Embedding module, string name, ParameterState weight)
    {
        ArgumentNullException.ThrowIfNull(module);
        if (Read($"{name}.weight", module.weight!, weight) is { } loaded) module.weight = loaded;
    }

    /// <summary>Loads a linear.</summary>
    /// <param name="module">The module; its weight and bias are replaced.</param>
    /// <param name="name">Its name in a checkpoint, without prefix and ending.</param>
    /// <param name="weight">What training does with the weight.</param>
    /// <param name="bias">What training does with the bias; without meaning where the module has none.</param>
    public void Linear(Linear module, string name, ParameterState weight, ParameterState bias = ParameterState.Frozen)
    {
        ArgumentNullException.ThrowIfNull(module);
        if (Read($"{name}.weight", module.weight, weight) is { } loadedWeight) module.weight = loadedWeight;
        if (module.bias is not null && Read($"{name}.bias", module.bias, bias) is { } loadedBias) module.bias = loadedBias;
    }

    /// <summary>Loads a layer norm; old files call its weight <c>gamma</c> and its bias <c>beta</c>.</summary>
    /// <param name="module">The module; its weight and bias are replaced.</param>
    /// <param name="name">Its name in a checkpoint, without prefix and ending.</param>
    /// <param name="weight">What training does with the weight.</param>
    /// <param name="bias">What training does with the bias; without meaning where the module has none.</param>
    public void LayerNorm(LayerNorm module, string name, ParameterState weight, ParameterState bias = ParameterState.Frozen)
    {
        ArgumentNullException.ThrowIfNull(module);
        if (Read($"{name}.weight", module.weight!, weight, oldEnding: "gamma") is { } loadedWeight) module.weight = loadedWeight;
        if (module.bias is not null && Read($"{name}.bias", module.bias, bias, oldEnding: "beta") is { } loadedBias) module.bias = loadedBias;
    }

    /// <summary>Loads a linear that a file may lack.</summary>
    /// <param name="module">The module; its weight and bias are replaced, by zeros where the file lacks it.</param>
    /// <param name="name">Its name in a checkpoint, without prefix and ending.</param>
    /// <param name="needed">Whether the model cannot do without; then the report names what is missing.</param>
    /// <param name="weight">What training does with the weight.</param>
    /// <param name="bias">What training does with the bias; without meaning where the module has none.</param>
    /// <returns>Whether the file holds it.</returns>
    public bool OptionalLinear(Linear module, string name, bool needed, ParameterState weight, ParameterState bias = ParameterState.Frozen)
    {
        ArgumentNullException.ThrowIfNull(module);
        var holds = Holds(name);
        if (needed || holds)
        {
            Linear(module, name, weight, bias);
            return holds;
        }
        module.weight = Blank(module.weight);
        if (module.bias is not null) module.bias = Blank(module.bias);
        return false;
    }

    /// <summary>Loads a layer norm that a file may lack.</summary>
    /// <param name="module">The module; its weight and bias are replaced, by zeros where the file lacks it.</param>
    /// <param name="name">Its name in a checkpoint, without prefix and ending.</param>
    /// <param name="needed">Whether the model cannot do without; then the report names what is missing.</param>
    /// <param name="weight">What training does with the weight.</param>
    /// <param name="bias">What training does with the bias; without meaning where the module has none.</param>
    /// <returns>Whether the file holds it.</returns>
    public bool OptionalLayerNorm(LayerNorm module, string name, bool needed, ParameterState weight, ParameterState bias = ParameterState.Frozen)
    {
        ArgumentNullException.ThrowIfNull(module);
        var holds = Holds(name, oldEnding: "gamma");
        if (needed || holds)
        {
            LayerNorm(module, name, weight, bias);
            return holds;
        }
        module.weight = Blank(module.weight);
        if (module.bias is not null) module.bias = Blank(module.bias);
        return false;
    }

    /// <summary>Loads an embedding that a file may lack.</summary>
    /// <param name="module">The module; its weight is replaced, by zeros where the file lacks it.</param>
    /// <param name="name">Its name in a checkpoint, without prefix and <c>.weight</c>.</param>
    /// <param name="needed">Whether the model cannot do without; then the report names what is missing.</param>
    /// <param name="weight">What training does with the weight.</param>
    /// <returns>Whether the file holds it.</returns>
    public bool OptionalEmbedding(Embedding module, string name, bool needed, ParameterState weight)
    {
        ArgumentNullException.ThrowIfNull(module);
        var holds = Holds(name);
        if (needed || holds) Embedding(module, name, weight);
        else module.weight = Blank(module.weight!);
        return holds;
    }

    /// <summary>Loads a head that a file may lack and that is called there by its own name, without the encoder's prefix.</summary>
    /// <param name="module">The head; it keeps its values where the file holds no head of its shape, or none is wished.</param>
    /// <param name="name">Its name in a checkpoint, without ending.</param>
    /// <returns>Whether it was loaded.</returns>
    public bool OptionalHead(Linear module, string name)
    {
        ArgumentNullException.ThrowIfNull(module);
        if (!headFromFile || !Fits($"{name}.weight", module.weight) || (module.bias is not null && !Fits($"{name}.bias", module.bias))) return false;
        module.weight = ReadHead($"{name}.weight");
        if (module.bias is not null) module.bias = ReadHead($"{name}.bias");
        return true;
    }

    /// <summary>Loads the bias by which a file shows that it holds a head for words.</summary>
    /// <param name="bias">The bias; it keeps its values where the file holds none of its shape.</param>
    /// <param name="name">Its whole name in a checkpoint.</param>
    /// <returns>Whether it was loaded.</returns>
    public bool OptionalHead(Parameter bias, string name)
    {
        ArgumentNullException.ThrowIfNull(bias);
        if (!Fits(name, bias)) return false;
        using var values = Load(name, file[name], ScalarType.Float32, CPU);
        bias.copy_(values);
        return true;
    }

    /// <summary>
    /// Loads a linear before a head's answer. It is taken wherever a file holds it, and be the answer's labels new ones: what it has learned
    /// serves them too.
    /// </summary>
    /// <param name="module">The linear; it keeps its values where the file lacks it.</param>
    /// <param name="name">Its name in a checkpoint, without ending.</param>
    /// <param name="needed">Whether the file holds the head's answer; then the report names what is missing.</param>
    public void HeadPart(Linear module, string name, bool needed)
    {
        ArgumentNullException.ThrowIfNull(module);
        if (ReadHeadPart($"{name}.weight", module.weight, needed) is { } weight) module.weight = weight;
        if (module.bias is not null && ReadHeadPart($"{name}.bias", module.bias, needed) is { } bias) module.bias = bias;
    }

    /// <summary>Loads a norm before a head's answer; old files call its weight <c>gamma</c> and its bias <c>beta</c>.</summary>
    /// <param name="module">The norm; it keeps its values where the file lacks it.</param>
    /// <param name="name">Its name in a checkpoint, without ending.</param>
    /// <param name="needed">Whether the file holds the head's answer; then the report names what is missing.</param>
    public void HeadPart(LayerNorm module, string name, bool needed)
    {
        ArgumentNullException.ThrowIfNull(module);
        if (ReadHeadPart($"{name}.weight", module.weight, needed, $"{name}.gamma") is { } weight) module.weight = weight;
        if (module.bias is not null && ReadHeadPart($"{name}.bias", module.bias, needed, $"{name}.beta") is { } bias) module.bias = bias;
    }

    private Parameter? ReadHeadPart(string name, Parameter parameter, bool needed, string? oldName = null)
    {
        var found = file.Find(name) ?? (oldName is null ? null : file.Find(oldName));
        if (found is null)
        {
            if (needed) report.Missing(name);
            return null;
        }
        if (!found.Shape.SequenceEqual(parameter.shape))
        {
            report.Misshapen(name, found, parameter.shape);
            return null;
        }
        return NewParameter(Load(name, found, ScalarType.Float32, device), trained: true);
    }

    private bool Holds(string name, string? oldEnding = null) => names.Find($"{name}.weight", oldEnding) is not null;

    private bool Fits(string name, Parameter parameter) =>
        file.Find(name) is { } entry && entry.Shape.SequenceEqual(parameter.shape);

    private Parameter ReadHead(string name) => NewParameter(Load(name, file[name], ScalarType.Float32, device), trained: true);

    private Parameter? Read(string name, Parameter parameter, ParameterState state, string? oldEnding = null)
    {
        if (state is ParameterState.Adapted or ParameterState.Reset)
        {
            report.Replaced(name);
            return NewParameter(zeros(parameter.shape, dtype: ScalarType.Float32, device: device), trained: true);
        }
        if (names.Find(name, oldEnding) is not { } entry)
        {
            report.Missing(name);
            return null;
        }
        if (!entry.Shape.SequenceEqual(parameter.shape))
        {
            report.Misshapen(name, entry, parameter.shape);
            return null;
        }
        return NewParameter(Load(name, entry, type, device), trained: state == ParameterState.Trained);
    }

    private Tensor Load(string name, SafetensorsEntry entry, ScalarType type, Device device)
    {
        if (!CheckpointNames.IsFloat(entry.Type)) throw new BadInputException(
            $"{file.Path}: the tensor \"{entry.Name}\" is of type {entry.Type}, which is not a weight's; save the backbone in F32, F16 or BF16");
        report.Loaded(name, entry.Name);
        return file.Load(entry.Name, type, device);
    }

    private Parameter Blank(Parameter parameter) =>
        NewParameter(zeros(parameter.shape, dtype: type, device: device), trained: false);

    // A module's parameters outlive whatever scope the caller has open.
    private static Parameter NewParameter(Tensor values, bool trained)
    {
        var parameter = new Parameter(values, requires_grad: trained);
        parameter.DetachFromDisposeScope();
        return parameter;
    }
}
