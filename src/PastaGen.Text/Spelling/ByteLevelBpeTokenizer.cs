using System.Text;
using Microsoft.ML.Tokenizers;

namespace PastaGen.Text;

/// <summary>
/// Byte-pair encoding over bytes: each word begins as its bytes in UTF-8, and of all neighbouring pairs that the list of merges has,
/// the one that stands first in it is merged, until none is left (Sennrich et al., "Neural Machine Translation of Rare Words with
/// Subword Units", 2016, section 3.2). The class of Microsoft.ML.Tokenizers cuts characters in its offsets and has no place for a
/// vocabulary whose bytes are not all there.
/// </summary>
internal sealed class ByteLevelBpeTokenizer : WordTokenizer
{
    private readonly BytePairs pairs;
    private readonly string?[] tokens;
    private readonly int[] byteIds;

    /// <summary>A tokenizer of this vocabulary and these merges.</summary>
    public ByteLevelBpeTokenizer(BytePairs pairs, Normalizer normalizer, WordSplitter splitter) : base(normalizer, splitter)
    {
        this.pairs = pairs;
        tokens = new string?[pairs.Vocabulary.Values.Max() + 1];
        foreach (var (token, id) in pairs.Vocabulary) tokens[id] = token;
        byteIds = [.. Enumerable.Range(0, 256).Select(value => pairs.Vocabulary.GetValueOrDefault(ByteCharacters.Of((byte)value).ToString(), -1))];
    }

    /// <inheritdoc/>
    protected override char Space => ' ';

    /// <inheritdoc/>
    protected override string Written(int id, ReadOnlySpan<char> part) => tokens[id]!;

    /// <inheritdoc/>
    protected override string TextOf(ReadOnlySpan<int> ids)
    {
        var bytes = new List<byte>();
        foreach (var id in ids)
        {
            if (id < 0 || id >= tokens.Length || tokens[id] is not { } token) throw new ArgumentOutOfRangeException(nameof(ids), id, "the vocabulary has no such id");
            foreach (var character in token)
                if (ByteCharacters.ByteOf(character) is { } value) bytes.Add(value);
                else bytes.AddRange(System.Text.Encoding.UTF8.GetBytes([character]));
        }
        return System.Text.Encoding.UTF8.GetString([.. bytes]);
    }

    /// <inheritdoc/>
    protected override Spelling SpellAnew(ReadOnlySpan<char> word)
    {
        var (bytes, characters) = Bytes(word);
        if (pairs.IgnoreMerges && pairs.Vocabulary.TryGetValue(string.Concat(bytes.Select(ByteCharacters.Of)), out var whole))
            return new Spelling([whole], [(0, word.Length)]);

        // Lengths count bytes of the spelling in UTF-8: one of a byte that has no id moves the places of all that follows.
        var merging = new PairMerging(pairs.Merges);
        var unknown = 0;
        foreach (var value in bytes)
        {
            var length = SpelledLength(value);
            if (byteIds[value] >= 0)
            {
                AddUnknown();
                merging.Add(byteIds[value], length);
            }
            else if (pairs.UnknownId is not null)
            {
                if (!pairs.FuseUnknown) AddUnknown();
                unknown += length;
            }
        }
        AddUnknown();
        merging.Run();

        var (ids, places) = (new List<int>(), new List<(int Start, int End)>());
        var spelled = bytes.SelectMany((value, place) => Enumerable.Repeat(characters[place], SpelledLength(value))).ToArray();
        var start = 0;
        foreach (var (id, length) in merging.Symbols)
        {
            ids.Add(id);
            places.Add((spelled[start].Start, spelled[start + length - 1].End));
            start += length;
        }
        return new Spelling([.. ids], [.. places]);

        void AddUnknown()
        {
            if (unknown > 0) merging.Add(pairs.UnknownId!.Value, unknown);
            unknown = 0;
        }
    }

    // The bytes of a word, and the place of each one's character.
    private static (byte[] Bytes, (int Start, int End)[] Characters) Bytes(ReadOnlySpan<char> word)
    {
        var bytes = new byte[3 * word.Length];
        var characters = new (int Start, int End)[bytes.Length];
        var count = 0;
        for (var place = 0; place < word.Length;)
        {
            // A lone surrogate decodes to the replacement character.
            Rune.DecodeFromUtf16(word[place..], out var character, out var units);
            var length = character.EncodeToUtf8(bytes.AsSpan(count));
            characters.AsSpan(count, length).Fill((place, place + units));
            count += length;
            place += units;
        }
        return (bytes[..count], characters[..count]);
    }

    private static int SpelledLength(byte value) => ByteCharacters.Of(value) < 0x80 ? 1 : 2;
}
