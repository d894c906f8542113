using System.Runtime.InteropServices;
using Microsoft.ML.Tokenizers;

namespace PastaGen.Text;

/// <summary>
/// From a text to its tokens, before any template: added tokens are found, what lies between is normalized and split by the model.
/// </summary>
internal sealed class TokenPipeline
{
    private readonly AligningNormalizer normalizer;
    private readonly Tokenizer model;
    private readonly OffsetTrimming? trimming;
    private readonly AddedTokenMatcher asWritten;
    private readonly AddedTokenMatcher normalized;

    /// <summary>A pipeline over a model that splits normalized text.</summary>
    public TokenPipeline(AligningNormalizer normalizer, Tokenizer model, IReadOnlyList<AddedToken> addedTokens, OffsetTrimming? trimming)
    {
        this.normalizer = normalizer;
        this.model = model;
        this.trimming = trimming;
        asWritten = new AddedTokenMatcher(addedTokens.Where(token => !token.Normalized).Select(token => (token.Content, token)));
        normalized = new AddedTokenMatcher(addedTokens.Where(token => token.Normalized).Select(token => (normalizer.Normalize(token.Content), token)));
    }

    /// <summary>The ids of a text.</summary>
    public List<int> Ids(string text, bool asText)
    {
        var ids = new List<int>(text.Length / 4 + 4);
        foreach (var (token, start, end) in Stretches(asWritten, text, asText))
        {
            if (token is not null) ids.Add(token.Id);
            else AddIds(normalizer.Normalize(text.AsSpan(start, end - start)), asText, ids);
        }
        return ids;
    }

    /// <summary>The tokens of a text, each with its stretch of the text in code points.</summary>
    public List<(string Token, int Start, int End)> Tokens(string text, bool asText)
    {
        var tokens = new List<(string Token, int Start, int End)>();
        var codePoints = 0;
        foreach (var (token, start, end) in Stretches(asWritten, text, asText))
        {
            var stretch = text.AsSpan(start, end - start);
            var length = CodePoints(stretch);
            if (token is not null) tokens.Add((stretch.ToString(), codePoints, codePoints + length));
            else AddTokens(normalizer.Align(stretch, codePoints).Finish(), asText, tokens);
            codePoints += length;
        }
        trimming?.Apply(CollectionsMarshal.AsSpan(tokens));
        return tokens;
    }

    private void AddIds(string text, bool asText, List<int> ids)
    {
        foreach (var (token, start, end) in Stretches(normalized, text, asText))
        {
            if (token is not null) ids.Add(token.Id);
            else ids.AddRange(model.EncodeToIds(Part(text, start, end), considerNormalization: false));
        }
    }

    private void AddTokens((string Text, int[] Starts, int[] Ends) aligned, bool asText, List<(string Token, int Start, int End)> tokens)
    {
        foreach (var (added, start, end) in Stretches(normalized, aligned.Text, asText))
        {
            if (added is not null)
            {
                tokens.Add((aligned.Text[start..end], aligned.Starts[start], aligned.Ends[end - 1]));
                continue;
            }
            foreach (var token in model.EncodeToTokens(Part(aligned.Text, start, end), out _, considerNormalization: false))
            {
                var (first, last) = (start + token.Offset.Start.Value, start + token.Offset.End.Value - 1);
                tokens.Add((token.Value, aligned.Starts[first], aligned.Ends[last]));
            }
        }
    }

    private static List<(AddedToken? Token, int Start, int End)> Stretches(AddedTokenMatcher matcher, string text, bool asText) =>
        matcher.FindsNothing(asText) ? [(null, 0, text.Length)] : matcher.Split(text, asText);

    private static string Part(string text, int start, int end) => end - start == text.Length ? text : text[start..end];

    private static int CodePoints(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes()) count++;
        return count;
    }
}
