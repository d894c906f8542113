using System.Collections.Concurrent;

namespace PastaGen.Text;

/// <summary>Remembers how words are spelled, for many threads at once.</summary>
/// <typeparam name="TSpelling">How a word is spelled.</typeparam>
internal sealed class SpellingCache<TSpelling> where TSpelling : class
{
    // Texts repeat their words, short ones above all: 65,536 spellings cover nearly all of a corpus and stay below 20 MB.
    private const int MostWords = 65_536;
    private const int LongestWord = 100;

    private readonly ConcurrentDictionary<string, TSpelling> words = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TSpelling>.AlternateLookup<ReadOnlySpan<char>> bySpan;
    private int count;

    /// <summary>An empty cache.</summary>
    public SpellingCache() => bySpan = words.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Spells a word that is not remembered.</summary>
    public delegate TSpelling Speller(ReadOnlySpan<char> word);

    /// <summary>How a word is spelled.</summary>
    public TSpelling Spell(ReadOnlySpan<char> word, Speller spellAnew)
    {
        if (word.Length > LongestWord) return spellAnew(word);
        if (bySpan.TryGetValue(word, out var known)) return known;
        var spelling = spellAnew(word);
        if (count < MostWords && bySpan.TryAdd(word, spelling)) Interlocked.Increment(ref count);
        return spelling;
    }
}
