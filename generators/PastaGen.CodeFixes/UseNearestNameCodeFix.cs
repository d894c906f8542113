using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PastaGen.Generator.Diagnostics;
using PastaGen.Generator.Planning.Complaints;

namespace PastaGen.CodeFixes;

/// <summary>Replaces a member that a block does not have by the one whose name is nearest, by <c>nameof</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UseNearestNameCodeFix))]
[Shared]
public sealed class UseNearestNameCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [ComplaintIds.UnknownMember];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (!context.Diagnostics[0].Properties.TryGetValue(ModelAnalyzer.Suggestion, out var nearest) || nearest is null) return;
        if (root?.FindNode(context.Span, getInnermostNodeForTie: true) is not ExpressionSyntax written) return;
        if (written.FirstAncestorOrSelf<AttributeSyntax>() is not { Name: var name }) return;
        if (name.DescendantNodesAndSelf().OfType<GenericNameSyntax>().FirstOrDefault()?.TypeArgumentList.Arguments.FirstOrDefault() is not { } block) return;
        ImmutableArray<TextChange> mend = [new TextChange(written.Span, $"nameof({block}.{nearest})")];
        context.RegisterCodeFix(
            CodeAction.Create($"Use '{nearest}'", cancellation => context.Document.WithChangesAsync(mend, cancellation), nameof(UseNearestNameCodeFix)),
            context.Diagnostics);
    }
}
