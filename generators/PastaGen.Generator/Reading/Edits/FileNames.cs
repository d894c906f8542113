using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PastaGen.Generator.Reading;

/// <summary>What a file declares for others, and every name in it; read off its syntax alone, once for a file.</summary>
internal sealed class FileNames
{
    private static readonly ConditionalWeakTable<SyntaxTree, FileNames> Files = new();

    private readonly List<string> types = [];
    private readonly HashSet<string> namespaces = [];
    private readonly Lazy<HashSet<string>> identifiers;

    private FileNames(SyntaxTree file)
    {
        var root = (CompilationUnitSyntax)file.GetRoot();
        SpeaksForEveryFile = root.AttributeLists.Count > 0 || root.Usings.Any(each => each.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword));
        Declare(root.Members, "");
        identifiers = new(() => [.. root.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText)]);
    }

    /// <summary>Its types that stand in no other type: what they hold is found through their names.</summary>
    public IEnumerable<string> Types => types;

    /// <summary>Its namespaces, each with its dots.</summary>
    public IEnumerable<string> Namespaces => namespaces;

    /// <summary>Whether names in other files may mean something because of it: by global usings, by attributes of the assembly, or by what C# does not allow there.</summary>
    public bool SpeaksForEveryFile { get; private set; }

    /// <summary>Every name in it.</summary>
    public IEnumerable<string> Identifiers => identifiers.Value;

    public static FileNames Of(SyntaxTree file) => Files.GetValue(file, static file => new(file));

    private void Declare(SyntaxList<MemberDeclarationSyntax> members, string within)
    {
        foreach (var member in members)
            switch (member)
            {
                case BaseNamespaceDeclarationSyntax inner:
                    var name = string.Join(".", inner.Name.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText));
                    namespaces.Add(within + name);
                    Declare(inner.Members, $"{within}{name}.");
                    break;
                case BaseTypeDeclarationSyntax type:
                    types.Add(type.Identifier.ValueText);
                    break;
                case DelegateDeclarationSyntax type:
                    types.Add(type.Identifier.ValueText);
                    break;
                case GlobalStatementSyntax:
                    types.Add("Program");
                    break;
                default:
                    SpeaksForEveryFile = true;
                    break;
            }
    }
}
