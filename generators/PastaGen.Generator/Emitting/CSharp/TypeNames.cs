using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Emitting;

/// <summary>
/// Short names of types in one emitted file. Types of the file's own usings go by their names; for others the file gets an alias,
/// which nothing in the user's namespaces can hide.
/// </summary>
/// <param name="usings">The file's usings.</param>
/// <param name="taken">Names of types in the file's own namespace.</param>
internal sealed class TypeNames(IReadOnlyList<string> usings, IReadOnlyCollection<string> taken)
{
    private readonly SortedDictionary<string, string> aliases = new(StringComparer.Ordinal);

    /// <summary>The aliases that the names given so far need.</summary>
    public IEnumerable<string> Aliases => aliases.Select(alias => $"using {alias.Key} = {alias.Value};");

    public string Of(TypeSpec type)
    {
        var path = type.MetadataName.Split('+')[0];
        var dot = path.LastIndexOf('.');
        var (space, outermost) = dot < 0 ? ("", path) : (path.Substring(0, dot), path.Substring(dot + 1));
        var inside = type.MetadataName.Contains("+") ? "." + type.MetadataName.Substring(path.Length + 1).Replace('+', '.') : "";
        if (type.MetadataName.Contains("`")) return type.FullName;
        if (usings.Contains(space)) return outermost + inside;
        var full = $"global::{path}";
        if (taken.Contains(outermost) || (aliases.TryGetValue(outermost, out var known) && known != full)) return full + inside;
        aliases[outermost] = full;
        return outermost + inside;
    }
}
