using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PastaGen.Generator.Reading;
using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Diagnostics;

/// <summary>
/// Finds the syntax that an anchor means, from the symbols of one compilation. The locations lie in trees, so that a pragma around
/// them silences what is reported there.
/// </summary>
internal static class AnchorLocations
{
    /// <summary>The place of an anchor; null where its type is not declared in the compilation's own sources.</summary>
    public static Location? Find(Anchor anchor, Compilation compilation, CancellationToken cancellation)
    {
        ISymbol? symbol = compilation.Assembly.GetTypeByMetadataName(anchor.Type);
        if (symbol is INamedTypeSymbol type && anchor.Member is not null) symbol = type.GetMembers(anchor.Member).FirstOrDefault();
        if (symbol is null) return null;
        return OfAttribute(symbol, anchor, cancellation) ?? OfName(symbol);
    }

    /// <summary>The name of a symbol where a person declared it.</summary>
    public static Location? OfName(ISymbol symbol) => symbol.Locations
        .Where(location => location.IsInSource)
        .OrderBy(location => IsEmitted(location.SourceTree!))
        .FirstOrDefault();

    private static Location? OfAttribute(ISymbol symbol, Anchor anchor, CancellationToken cancellation)
    {
        var attributes = symbol.WrittenAttributes();
        if (anchor.Attribute < 0 || anchor.Attribute >= attributes.Count) return null;
        if (attributes[anchor.Attribute].ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax attribute) return null;
        return OfArgument(attribute, anchor.Argument)?.GetLocation() ?? attribute.GetLocation();
    }

    private static ExpressionSyntax? OfArgument(AttributeSyntax attribute, string? argument)
    {
        if (argument is null || attribute.ArgumentList is not { Arguments: var arguments }) return null;
        if (!int.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out var place))
            return arguments.FirstOrDefault(given => given.NameEquals?.Name.Identifier.ValueText == argument)?.Expression;

        var positional = arguments.Where(given => given.NameEquals is null).ToArray();
        if (place < positional.Length && positional.Length > 1) return positional[place].Expression;

        // A params array may be written out as one collection.
        var elements = positional.FirstOrDefault()?.Expression switch
        {
            CollectionExpressionSyntax collection => collection.Elements.OfType<ExpressionElementSyntax>().Select(element => element.Expression),
            ArrayCreationExpressionSyntax { Initializer: { } given } => given.Expressions,
            ImplicitArrayCreationExpressionSyntax array => array.Initializer.Expressions,
            { } single => [single],
            null => Enumerable.Empty<ExpressionSyntax>(),
        };
        return elements.ElementAtOrDefault(place);
    }

    private static bool IsEmitted(SyntaxTree tree) => tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal);
}
