namespace PastaGen.Generator.Emitting;

/// <summary>
/// Keeps apart the files of models whose names differ by case alone: the compiler takes their files for one, and would then take none
/// of any model.
/// </summary>
internal static class HintNames
{
    /// <summary>The models that need a number, because an earlier name in ordinal order is theirs in another case; each group is numbered from 2.</summary>
    public static EquatableArray<string> Alike(IEnumerable<string> names) => names
        .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
        .Where(group => group.Count() > 1)
        .SelectMany(group => group.OrderBy(name => name, StringComparer.Ordinal).Select((name, index) => (name, index)))
        .Where(each => each.index > 0)
        .Select(each => $"{each.name}-{each.index + 1}")
        .OrderBy(each => each, StringComparer.Ordinal)
        .ToEquatableArray();

    /// <summary>The name of a model's file with the model's number, where it needs one; no type's name holds a hyphen.</summary>
    public static string Apart(string hintName, string model, EquatableArray<string> alike) =>
        alike.FirstOrDefault(each => each.Length > model.Length && each[model.Length] == '-' && each.StartsWith(model, StringComparison.Ordinal)) is { } numbered
            ? numbered + hintName.Substring(model.Length)
            : hintName;
}
