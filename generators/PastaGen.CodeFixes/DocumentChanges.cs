using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace PastaGen.CodeFixes;

/// <summary>Changes a document as text, so that every character that no fix means stays as the person wrote it.</summary>
internal static class DocumentChanges
{
    /// <summary>The document after changes that do not overlap.</summary>
    public static async Task<Document> WithChangesAsync(this Document document, ImmutableArray<TextChange> changes, CancellationToken cancellation)
    {
        var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        return document.WithText(text.WithChanges(changes.OrderBy(change => change.Span.Start)));
    }

    /// <summary>Takes a stretch away: with its lines where nothing else stands on them, else with the blanks behind it.</summary>
    public static TextChange Removal(this SourceText text, TextSpan span)
    {
        var first = text.Lines.GetLineFromPosition(span.Start);
        var last = text.Lines.GetLineFromPosition(span.End);
        var isAlone = IsBlank(text, TextSpan.FromBounds(first.Start, span.Start)) && IsBlank(text, TextSpan.FromBounds(span.End, last.End));
        if (isAlone) return new TextChange(TextSpan.FromBounds(first.Start, last.EndIncludingLineBreak), "");
        var end = span.End;
        while (end < last.End && char.IsWhiteSpace(text[end])) end++;
        return new TextChange(TextSpan.FromBounds(span.Start, end), "");
    }

    private static bool IsBlank(SourceText text, TextSpan span) => string.IsNullOrWhiteSpace(text.ToString(span));
}
