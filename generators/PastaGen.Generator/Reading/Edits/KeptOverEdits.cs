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
    // By the type's syntax, which an edit of another file leaves as it is.
    private readonly ConditionalWeakTable<SyntaxNode, Kept> known = new();

    /// <summary>What is read of a type; a type of another assembly is read anew, and so is one with type arguments, which stand elsewhere.</summary>
    public T Of(INamedTypeSymbol type)
    {
        if (type is not { IsGenericType: false, ContainingAssembly: ISourceAssemblySymbol { Compilation: CSharpCompilation project } }) return read(type);
        var declaration = type.DeclaringSyntaxReferences[0].GetSyntax();
        if (known.TryGetValue(declaration, out var kept))
        {
            if (kept.Surroundings.After(project) is { } surroundings)
            {
                kept.Surroundings = surroundings;
                return kept.Value;
            }
            known.Remove(declaration);
        }
        var value = read(type);
        known.GetValue(declaration, _ => new(value, new(project, declaration.SyntaxTree)));
        return value;
    }

    // Several threads may read a project, and several projects may have a file in common: the value holds in whichever surroundings are set last.
    private sealed class Kept(T value, Surroundings surroundings)
    {
        private volatile Surroundings surroundings = surroundings;

        public T Value { get; } = value;

        public Surroundings Surroundings
        {
            get => surroundings;
            set => surroundings = value;
        }
    }
}
