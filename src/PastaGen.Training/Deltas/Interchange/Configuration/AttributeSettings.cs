using System.Globalization;
using System.Reflection;

namespace PastaGen.Training;

/// <summary>Settings of an adaptation's attribute, which are numbers in deltas and words in declarations.</summary>
/// <param name="attribute">The attribute.</param>
internal sealed class AttributeSettings(Type attribute)
{
    /// <summary>The number of a setting that a declaration pins.</summary>
    /// <param name="name">The setting, in camel case.</param>
    /// <param name="pinned">Its value, as facts have it.</param>
    public double Number(string name, string pinned)
    {
        var type = Property(name).PropertyType;
        return type.IsEnum ? Convert.ToDouble(Enum.Parse(type, pinned), CultureInfo.InvariantCulture)
            : type == typeof(bool) ? (bool.Parse(pinned) ? 1 : 0) : double.Parse(pinned, CultureInfo.InvariantCulture);
    }

    /// <summary>A setting as a declaration names it, such as <c>Rank = 4</c>.</summary>
    /// <param name="name">The setting, in camel case.</param>
    /// <param name="value">Its number.</param>
    public string Argument(string name, double value)
    {
        var property = Property(name);
        var type = property.PropertyType;
        var word = type.IsEnum ? Members(type, (int)value) : type == typeof(bool) ? (value != 0 ? "true" : "false") : value.ToString("R", CultureInfo.InvariantCulture);
        return $"{property.Name} = {word}";
    }

    /// <summary>All settings of a trained model's one adaptation, as numbers by their names without its id.</summary>
    /// <param name="facts">The model.</param>
    /// <param name="shape">What its plan left open.</param>
    /// <param name="id">The adaptation's id.</param>
    public Dictionary<string, double> Of(ModelFacts facts, ModelShape shape, string id)
    {
        var settings = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (key, pinned) in facts.PinnedSettings)
            if (Name(key, id) is { } name)
                settings[name] = Number(name, pinned);
        foreach (var (key, fallback) in facts.OpenSettings)
            if (Name(key, id) is { } name)
                settings[name] = shape.Setting(key, fallback);
        return settings;
    }

    /// <summary>A setting's name without the adaptation's id; null where it is another adaptation's.</summary>
    public static string? Name(string key, string id) => key.StartsWith(id + ".", StringComparison.Ordinal) ? key[(id.Length + 1)..] : null;

    private static string Members(Type type, int value) => type.IsDefined(typeof(FlagsAttribute), inherit: false)
        ? string.Join(" | ", Enumerable.Range(0, 31).Select(bit => 1 << bit).Where(flag => (value & flag) != 0).Select(flag => $"{type.Name}.{Enum.GetName(type, flag)}"))
        : $"{type.Name}.{Enum.GetName(type, value)}";

    private PropertyInfo Property(string name) =>
        attribute.GetProperty(char.ToUpperInvariant(name[0]) + name[1..]) ?? throw new InvalidOperationException($"{attribute.Name} has no property for the setting {name}");
}
