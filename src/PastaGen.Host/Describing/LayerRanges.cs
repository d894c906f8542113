using System.Globalization;
using PastaGen.Host.Json;

namespace PastaGen.Host.Describing;

/// <summary>Folds the same parameter of many layers into one line, such as <c>Layers.0-11.Attention.Query.weight</c>.</summary>
internal static class LayerRanges
{
    /// <summary>One line for each parameter whose name differs in its layer alone, in the order of their first.</summary>
    internal static IEnumerable<ParameterDescription> Fold(IReadOnlyList<ParameterDescription> parameters, bool layersAreOpen) =>
        parameters
            .Select(parameter => (Parameter: parameter, Parts: parameter.Name.Split('.')))
            .GroupBy(item => (
                Name: string.Join('.', item.Parts.Select(part => Layer(part) is null ? part : "*")),
                Shape: string.Join(' ', item.Parameter.Sizes ?? item.Parameter.Shape!.Select(size => size.ToString(CultureInfo.InvariantCulture))),
                item.Parameter.State,
                item.Parameter.Reason))
            .Select(group => group.First().Parameter with { Name = group.Key.Name.Replace("*", Range([.. group.Select(item => FirstLayer(item.Parts))], layersAreOpen), StringComparison.Ordinal) });

    /// <summary>The lines of a plan's explanation that tell of something else than a parameter, which the table tells of.</summary>
    internal static IEnumerable<string> BeyondParameters(ModelDescription description)
    {
        var modules = description.Parameters
            .Select(parameter => string.Join('.', parameter.Name.Split('.').Where(part => Layer(part) is null)))
            .SelectMany(name => new[] { name, name[..Math.Max(0, name.LastIndexOf('.'))] })
            .ToHashSet(StringComparer.Ordinal);
        return description.Explanation.Split('\n').Where(line => line.Split(' ')[0] is var subject && !modules.Contains(subject) && !modules.Any(name => IsPlaced(subject, name)));
    }

    // A module of each place has the site behind its name, which the explanation says once for all of them.
    private static bool IsPlaced(string subject, string name) =>
        subject.LastIndexOf('.') is > 0 and var dot && name.EndsWith(subject[dot..], StringComparison.Ordinal) && name.StartsWith(subject[..dot], StringComparison.Ordinal)
        && Enum.IsDefined(typeof(Site), name[dot..^(subject.Length - dot)]);

    private static string Range(int[] layers, bool layersAreOpen)
    {
        var last = layersAreOpen && layers[^1] is SizeNames.Layers - 1 or SizeNames.Groups - 1 ? "last" : layers[^1].ToString(CultureInfo.InvariantCulture);
        if (layers.Length == 1) return last;
        return layers[^1] - layers[0] == layers.Length - 1
            ? string.Create(CultureInfo.InvariantCulture, $"{layers[0]}-{last}")
            : string.Join(',', layers.Select(layer => layer.ToString(CultureInfo.InvariantCulture)));
    }

    private static int FirstLayer(string[] parts) => parts.Select(Layer).FirstOrDefault(layer => layer is not null) ?? 0;

    private static int? Layer(string part) => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var layer) ? layer : null;
}
