using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PastaGen.Generator.Reading;

/// <summary>
/// The names by which a file reaches others. A name means another thing only where something of that name appears, changes or goes. So all that
/// is read from a file depends on the files that declare a type which it names, on those that these name, and so on, and on those that speak for
/// every file, by global usings; and beside these on which namespaces there are.
/// </summary>
internal sealed class NamesInReach
{
    private const string AttributeSuffix = "Attribute";

    private readonly HashSet<string> names = [], namespaces;

    /// <summary>The names of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="files">The files of its project.</param>
    public NamesInReach(SyntaxTree file, ImmutableArray<SyntaxTree> files)
    {
        namespaces = Namespaces(files);
        var apart = files.ToList();
        for (List<SyntaxTree> reached = [file]; reached.Count > 0; reached = apart.FindAll(Reaches))
            foreach (var each in reached)
            {
                apart.Remove(each);
                names.UnionWith(FileNames.Of(each).Identifiers);
            }
    }

    /// <summary>Whether they mean what they did after an edit.</summary>
    /// <param name="gone">The files that went or were changed, as they were.</param>
    /// <param name="come">The files that appeared or were changed, as they are.</param>
    /// <param name="files">All files as they are.</param>
    public bool AreUntouchedBy(IReadOnlyList<SyntaxTree> gone, IReadOnlyList<SyntaxTree> come, ImmutableArray<SyntaxTree> files)
    {
        if (gone.Any(Reaches) || come.Any(Reaches)) return false;
        var (lost, found) = (Namespaces(gone), Namespaces(come));
        lost.ExceptWith(found);
        return namespaces.IsSupersetOf(found) && (lost.Count == 0 || Namespaces(files).IsSupersetOf(lost));
    }

    private static HashSet<string> Namespaces(IEnumerable<SyntaxTree> files) => [.. files.SelectMany(file => FileNames.Of(file).Namespaces)];

    private bool Reaches(SyntaxTree file) => FileNames.Of(file) is var declared && (declared.SpeaksForEveryFile || declared.Types.Any(IsNamed));

    // An attribute is named with and without its suffix.
    private bool IsNamed(string type) => names.Contains(type)
        || (type.EndsWith(AttributeSuffix, StringComparison.Ordinal) && names.Contains(type.Substring(0, type.Length - AttributeSuffix.Length)));
}
