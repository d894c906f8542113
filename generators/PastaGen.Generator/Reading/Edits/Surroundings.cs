using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PastaGen.Generator.Reading;

/// <summary>A project as it was when something was read from one of its files, and whether an edit of it could make that read otherwise.</summary>
internal sealed class Surroundings
{
    private readonly string? assembly;
    private readonly CSharpCompilationOptions options;
    private readonly WeakReference<MetadataReference>[] references;
    private readonly ImmutableArray<SyntaxTree> files;
    private readonly Lazy<NamesInReach> names;

    /// <summary>The surroundings of what was read from a file.</summary>
    public Surroundings(CSharpCompilation project, SyntaxTree file)
        : this(project, [.. project.ExternalReferences.Select(each => new WeakReference<MetadataReference>(each))], NamesOf(file, project.SyntaxTrees))
    {
    }

    private Surroundings(CSharpCompilation project, WeakReference<MetadataReference>[] references, Lazy<NamesInReach> names)
    {
        (assembly, options, files) = (project.AssemblyName, project.Options, project.SyntaxTrees);
        (this.references, this.names) = (references, names);
    }

    /// <summary>The surroundings in an edited project; null where what was read may read otherwise there.</summary>
    public Surroundings? After(CSharpCompilation project)
    {
        var now = project.SyntaxTrees;
        if (assembly != project.AssemblyName || !options.Equals(project.Options) || !AreTheSame(project.ExternalReferences)) return null;
        var (first, last) = (0, 0);
        while (first < Math.Min(files.Length, now.Length) && files[first] == now[first]) first++;
        while (last < Math.Min(files.Length, now.Length) - first && files[files.Length - 1 - last] == now[now.Length - 1 - last]) last++;
        return names.Value.AreUntouchedBy(Between(files), Between(now), now) ? new(project, references, names) : null;

        SyntaxTree[] Between(ImmutableArray<SyntaxTree> all) => [.. all.Skip(first).Take(all.Length - first - last)];
    }

    // Not before an edit asks for them: a build has none.
    private static Lazy<NamesInReach> NamesOf(SyntaxTree file, ImmutableArray<SyntaxTree> files) => new(() => new(file, files));

    // Held weakly: a reference to another project holds all that is known of it.
    private bool AreTheSame(ImmutableArray<MetadataReference> now) =>
        references.Length == now.Length && references.Zip(now, (before, after) => before.TryGetTarget(out var same) && same.Equals(after)).All(same => same);
}
