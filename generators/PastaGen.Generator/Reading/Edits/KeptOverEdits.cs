using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PastaGen.Generator.Reading;

/// <summary>
/// Keeps what is read of a type of the project from edit to edit, until one touches a file on which it may depend: every edit makes all
/// symbols of a project anew, and to bind their attributes again would be most of what it costs. What is kept holds no symbol.
/// </summary>
/// <typeparam name="T">What is read: values alone.</typeparam>
internal sealed class KeptOverEdits<T>(Func<INamedTypeSymbol, T> read)
    where T : class
{
    // What a generator is given and what analyzers see beside it, where the files that it made are there too: each is edited by itself.
    private const int Projects = 2;

    // By the type's syntax, which an edit of another file leaves as it is.
    private readonly ConditionalWeakTable<SyntaxNode, Readings> known = new();

    /// <summary>What is read of a type; a type of another assembly is read anew, and so is one with type arguments, which stand elsewhere.</summary>
    public T Of(INamedTypeSymbol type)
    {
        if (type is not { IsGenericType: false, ContainingAssembly: ISourceAssemblySymbol { Compilation: CSharpCompilation project } }) return read(type);
        var declaration = type.DeclaringSyntaxReferences[0].GetSyntax();
        var readings = known.GetOrCreateValue(declaration);
        if (readings.In(project) is { } kept) return kept;
        var value = read(type);
        readings.Add(value, new(project, declaration.SyntaxTree));
        return value;
    }

    private sealed class Readings
    {
        // Replaced as a whole, the last used first. Where several threads read a project, or several projects have the file in common, one may be
        // lost, and each that is there holds in its own surroundings.
        private volatile (T Value, Surroundings Surroundings)[] kept = [];

        public T? In(CSharpCompilation project)
        {
            foreach (var each in kept)
                if (each.Surroundings.After(project) is { } surroundings)
                {
                    kept = [(each.Value, surroundings), .. kept.Where(other => other.Surroundings != each.Surroundings).Take(Projects - 1)];
                    return each.Value;
                }
            return null;
        }

        public void Add(T value, Surroundings surroundings) => kept = [(value, surroundings), .. kept.Take(Projects - 1)];
    }
}
