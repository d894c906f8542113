using System.Runtime.InteropServices;

namespace PastaGen.Text.Vocabularies;

/// <summary>How often each word comes in texts, as a model's normalizer and pre-tokenizer make them.</summary>
internal sealed class WordCounts(bool lowercase)
{
    private readonly BertNormalizer normalizer = new(cleanText: true, handleChineseChars: true, stripAccents: lowercase, lowercase);
    private readonly Dictionary<string, long> counts = new(StringComparer.Ordinal);

    /// <summary>The words and how often each came; the order says nothing.</summary>
    public IReadOnlyDictionary<string, long> Counts => counts;

    /// <summary>Counts the words of one more text.</summary>
    public void Add(string text)
    {
        var words = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        var normalized = normalizer.Normalize(text);
        foreach (var (offset, length) in BertPreTokenizer.Instance.PreTokenize(normalized))
            CollectionsMarshal.GetValueRefOrAddDefault(words, normalized.AsSpan(offset, length), out _)++;
    }
}
