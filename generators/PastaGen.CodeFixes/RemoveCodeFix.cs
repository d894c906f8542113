using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PastaGen.Generator.Planning.Complaints;

namespace PastaGen.CodeFixes;

/// <summary>Takes away an attribute, or an argument of one, that has no effect or contradicts another.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveCodeFix))]
[Shared]
public sealed class RemoveCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds =>
    [
        ComplaintIds.ForeignBlock, ComplaintIds.OverrideMatchesNothing, ComplaintIds.OverrideWithoutEffect, ComplaintIds.ContradictingOverrides,
        ComplaintIds.ClashingMethods, ComplaintIds.RepeatedAdaptation, ComplaintIds.SeveralHeads, ComplaintIds.SizeAndConfig,
        ComplaintIds.AnnotationMatchesNothing, ComplaintIds.ContradictingAnnotations, ComplaintIds.NothingToLearn,
    ];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var text = await context.Document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        var found = root?.FindNode(context.Span, getInnermostNodeForTie: true);
        SyntaxNode? removed = context.Diagnostics[0].Id == ComplaintIds.SizeAndConfig
            ? found?.FirstAncestorOrSelf<AttributeArgumentSyntax>()
            : found?.FirstAncestorOrSelf<AttributeSyntax>();
        if (removed is null) return;
        var title = $"Remove '{removed}'";
        context.RegisterCodeFix(
            CodeAction.Create(title, cancellation => context.Document.WithChangesAsync([Removal(text, removed)], cancellation), nameof(RemoveCodeFix)),
            context.Diagnostics);
    }

    private static TextChange Removal(SourceText text, SyntaxNode removed) => removed switch
    {
        { Parent: AttributeListSyntax { Attributes.Count: 1 } list } => text.Removal(list.Span),
        { Parent: AttributeListSyntax list } => OfSeveral(list.Attributes, (AttributeSyntax)removed),
        { Parent: AttributeArgumentListSyntax { Arguments.Count: 1 } list } => new TextChange(list.Span, ""),
        { Parent: AttributeArgumentListSyntax list } => OfSeveral(list.Arguments, (AttributeArgumentSyntax)removed),
        _ => text.Removal(removed.Span),
    };

    // The comma that goes along is the one behind the first, and the one before any other.
    private static TextChange OfSeveral<T>(SeparatedSyntaxList<T> nodes, T removed)
        where T : SyntaxNode
    {
        var place = nodes.IndexOf(removed);
        var span = place == 0
            ? TextSpan.FromBounds(removed.SpanStart, nodes[1].SpanStart)
            : TextSpan.FromBounds(nodes[place - 1].Span.End, removed.Span.End);
        return new TextChange(span, "");
    }
}
