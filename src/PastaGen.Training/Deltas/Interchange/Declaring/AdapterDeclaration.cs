using System.Globalization;
using System.Security;
using System.Text;
using PastaGen.Modules;
using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>The declaration of a model that an adapter folder of the Python PEFT library fits.</summary>
public static class AdapterDeclaration
{
    /// <summary>Writes the declaration. Names of places are taken from the program's models: one with the adapter's method on its architecture.</summary>
    /// <param name="path">The adapter folder.</param>
    /// <param name="models">The program's models.</param>
    /// <param name="backbone">The folder of the adapter's backbone, of which config.json is read; null leaves the architecture to the tensors' names.</param>
    /// <returns>A file of C#.</returns>
    /// <exception cref="BadInputException">The folder says what no declaration can, or no model of the program tells its places.</exception>
    public static string Of(string path, IReadOnlyList<ModelDefinition> models, string? backbone = null)
    {
        ArgumentNullException.ThrowIfNull(models);
        var configuration = AdapterConfiguration.Open(path);
        using var file = SafetensorsFile.Open(Path.Combine(path, AdapterConfiguration.TensorsName));
        var perToken = configuration.TaskType switch
        {
            AdapterTask.Texts or null => false,
            AdapterTask.Tokens => true,
            _ => throw configuration.Settings.Refused("task_type", $"\"{AdapterTask.Texts}\" or \"{AdapterTask.Tokens}\", because declarations have no head for others"),
        };
        var (reading, format) = Reading(configuration, models);
        var architectures = new Architectures(models);
        var modelType = backbone is null ? null : ModelType(backbone);
        var tried = reading.Where(model => (modelType is null || model.Architecture == modelType) && model.Head == (perToken ? "token-classification" : "sequence-classification")).ToArray();
        if (tried.Length == 0)
            throw new BadInputException(
                $"{backbone ?? path}: this program has no model{(modelType is null ? "" : $" of the architecture \"{modelType}\"")} with [{Name(format.Attribute)}] and such a head to tell the adapter's places by; declare one and ask again");
        // The model that leaves most open tells most places.
        string? misfit = null;
        foreach (var facts in tried.OrderByDescending(facts => facts.OpenSettings.Count))
        {
            var encoder = backbone is null ? null : EncoderConfigFile.Read(BackboneFolder.ConfigIn(backbone), facts);
            var (places, why) = AdapterPlaces.Of(facts, format, configuration, file, encoder);
            misfit ??= why;
            if (places is not null) return Text(path, format.Attribute, places, perToken, Possible(facts));
        }
        throw new BadInputException($"{file.Path}: {misfit}");

        // The names of places tell a family of architectures, and the model that fits one of them.
        Type[] Possible(ModelFacts facts)
        {
            var own = architectures.Reading(facts.Architecture);
            if (modelType is not null) return own is null ? [] : [own];
            return file.Names.Any(name => name.Contains($".{facts.CheckpointPrefix}", StringComparison.Ordinal))
                ? [.. architectures.WithPrefix(facts.CheckpointPrefix).OrderByDescending(each => each == own)] : [];
        }
    }

    // Models that have the adapter's method and it alone; of several methods that read its type, the first.
    private static (ModelFacts[] Models, PythonFormat Format) Reading(AdapterConfiguration configuration, IReadOnlyList<ModelDefinition> models)
    {
        var meant = models.Select(model => model.Facts).Where(facts => facts.Adaptations.Count == 1)
            .SelectMany(facts => facts.PythonFormats.Values.Select(format => (Facts: facts, Format: format)))
            .Where(each => each.Format.Reads(configuration.Type) && each.Format.IsMeantBy(configuration.Settings)).ToArray();
        return meant.Length > 0 ? ([.. meant.Where(each => each.Format.Attribute == meant[0].Format.Attribute).Select(each => each.Facts)], meant[0].Format) : throw new BadInputException(
            $"{configuration.Path}: is of the type {configuration.Type}, which no method of this program's models reads; they read {Types(models)}");
    }

    private static string ModelType(string backbone)
    {
        var config = JsonSettings.Open(BackboneFolder.ConfigIn(backbone));
        return config.Text("model_type") ?? throw config.Missing("model_type");
    }

    private static string Types(IReadOnlyList<ModelDefinition> models) =>
        string.Join(", ", models.SelectMany(model => model.Facts.PythonFormats.Values).Where(format => format.Reads(format.Type)).Select(format => format.Type).Distinct().Order(StringComparer.Ordinal));

    private static string Text(string path, Type attribute, AdapterPlaces places, bool perToken, Type[] architectures)
    {
        var words = new AttributeSettings(attribute);
        var arguments = places.Settings.OrderBy(each => each.Key == "sites" ? "" : each.Key, StringComparer.Ordinal).Select(each => words.Argument(each.Key, each.Value)).ToList();
        if (places.FirstLayer > 0) arguments.Add(string.Create(CultureInfo.InvariantCulture, $"FirstLayer = {places.FirstLayer}"));
        if (places.LastLayer is { } last) arguments.Add(string.Create(CultureInfo.InvariantCulture, $"LastLayer = {last}"));
        // One row of a head is the number of a regression.
        var head = perToken ? typeof(TokenClassificationAttribute) : places.LabelCount == 1 ? typeof(RegressionAttribute) : typeof(SequenceClassificationAttribute);
        var folder = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));

        var text = new StringBuilder();
        foreach (var space in new[] { typeof(ModelAttribute<>).Namespace!, attribute.Namespace!, architectures.FirstOrDefault()?.Namespace }.OfType<string>().Distinct().Order(StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"using {space};\n");
        text.Append("\nnamespace Adapters;\n\n");
        text.Append(CultureInfo.InvariantCulture, $"/// <summary>The adapter of the folder {SecurityElement.Escape(folder)}.</summary>\n");
        if (architectures.Length == 0) text.Append("// The folder does not say which architecture it is for: put its interface in the place of IArchitecture, or name the backbone by --backbone.\n");
        if (architectures.Length > 1) text.Append(CultureInfo.InvariantCulture, $"// Weights are named so by {string.Join(" and ", architectures.Skip(1).Select(each => each.Name))} too: --backbone tells which it is.\n");
        text.Append(CultureInfo.InvariantCulture, $"[Model<{architectures.FirstOrDefault()?.Name ?? nameof(IArchitecture)}>]\n");
        text.Append(CultureInfo.InvariantCulture, $"[{Name(attribute)}{(arguments.Count == 0 ? "" : $"({string.Join(", ", arguments)})")}]\n");
        text.Append(CultureInfo.InvariantCulture, $"[{Name(head)}]\n");
        text.Append(CultureInfo.InvariantCulture, $"public sealed partial class {Identifier(folder)};\n");
        return text.ToString();
    }

    private static string Name(Type attribute) => attribute.Name[..^"Attribute".Length];

    // The folder's name in Pascal case; a class cannot begin with a digit.
    private static string Identifier(string folder)
    {
        var words = new string([.. folder.Select(character => char.IsAsciiLetterOrDigit(character) ? character : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var name = string.Concat(words.Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        return name.Length == 0 || char.IsAsciiDigit(name[0]) ? "Adapter" + name : name;
    }
}
