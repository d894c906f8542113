using System.Globalization;
using PastaGen.Modules;

namespace PastaGen.Training;

/// <summary>Where an adapter folder of the Python PEFT library has tensors, seen with the names of one model that can have them at any of its places.</summary>
/// <param name="Settings">The open settings that the tensors show, and those that the configuration states, by their names without the adaptation's id.</param>
/// <param name="FirstLayer">The first layer with tensors.</param>
/// <param name="LastLayer">The last one; null where it is the encoder's last.</param>
/// <param name="LabelCount">Number of labels of its head; 0 where it has none.</param>
internal sealed record AdapterPlaces(IReadOnlyDictionary<string, double> Settings, int FirstLayer, int? LastLayer, int LabelCount)
{
    // A name that was damaged must not make up an encoder of a billion layers.
    private const int MostLayers = 1 << 10;

    /// <summary>Looks at an adapter with a model's names.</summary>
    /// <param name="facts">The model.</param>
    /// <param name="format">How the library's files hold the adapter's method.</param>
    /// <param name="configuration">The adapter's configuration.</param>
    /// <param name="file">Its tensors.</param>
    /// <param name="encoder">The backbone's sizes; null makes up some, of as many layers as the tensors' names have.</param>
    /// <returns>What was seen, or what does not fit.</returns>
    public static (AdapterPlaces? Places, string? Misfit) Of(ModelFacts facts, PythonFormat format, AdapterConfiguration configuration, SafetensorsFile file, EncoderConfig? encoder)
    {
        var id = facts.Adaptations[0];
        var config = encoder ?? MadeUp(facts, file);
        var tensors = new AdapterTensors(file, facts, format, config);
        var (labels, shown) = OpenSizes.Of(facts, config, tensors.Find);
        var settings = shown.Where(each => AttributeSettings.Name(each.Key, id) is not null).ToDictionary(each => AttributeSettings.Name(each.Key, id)!, each => each.Value, StringComparer.Ordinal);
        foreach (var (name, value) in configuration.SettingsFor(format)) settings[name] = value;
        var all = facts.Parameters(new ModelShape(config, labels) { Settings = settings.ToDictionary(each => $"{id}.{each.Key}", each => each.Value) });
        var trained = all.Where(parameter => parameter.DeltaName is not null).Select(parameter => parameter.DeltaName!).ToArray();

        var there = trained.Where(name => tensors.Find(name) is not null).ToArray();
        var layers = there.Select(LayerOf).OfType<int>().ToArray();
        var (first, last) = layers.Length == 0 ? (0, config.LayerCount - 1) : (layers.Min(), layers.Max());
        if (trained.Except(there).FirstOrDefault(name => LayerOf(name) is not { } layer || (layer >= first && layer <= last)) is { } lacking)
            return (null, $"lacks {tensors.NameOf(lacking) ?? lacking}, and no declaration leaves out one place alone");
        // What the method trains of the backbone itself, where a declaration says so.
        var declared = configuration.Declared(format);
        var known = there.Select(tensors.NameOf).Concat(format.Constants)
            .Concat(declared.Count == 0 ? [] : all.Where(parameter => parameter is { Part: ModelPart.Backbone, CheckpointName: not null }).SelectMany(parameter => format.NamesOf(parameter.CheckpointName!, facts.CheckpointPrefix)))
            .ToHashSet();
        if (file.Names.FirstOrDefault(name => !known.Contains(name) && !tensors.IsCopyOfHead(name)) is { } left) return (null, $"holds {left}, which no declaration of this method has a place for");
        foreach (var (name, value) in declared) settings[name] = value;
        return (new(settings, first, last == config.LayerCount - 1 ? null : last, labels), null);
    }

    // Names in checkpoints count layers from 0, and nothing else.
    private static int? LayerOf(string name) =>
        int.TryParse(name.Split('.').FirstOrDefault(part => part.Length > 0 && part.All(char.IsAsciiDigit)), CultureInfo.InvariantCulture, out var layer) && layer < MostLayers ? layer : null;

    private static EncoderConfig MadeUp(ModelFacts facts, SafetensorsFile file) => new()
    {
        ModelType = facts.Architecture,
        HiddenSize = 4,
        LayerCount = file.Names.Select(LayerOf).Max() + 1 ?? 1,
        HeadCount = 1,
        IntermediateSize = 8,
        VocabularySize = 4,
        PositionCount = 4,
        TokenTypeCount = 2,
    };
}
