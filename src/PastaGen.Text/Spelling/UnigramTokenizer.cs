using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.ML.Tokenizers;

namespace PastaGen.Text;

/// <summary>
/// Unigram: each word is spelled by those pieces whose scores have the largest sum (Kudo, "Subword Regularization", 2018, section 3.2,
/// found by Viterbi's algorithm). As in the Python library, of equal sums the one with the longer last piece wins, neighbouring unknown
/// characters are one token, and scores are summed from the left in double precision; the class of Microsoft.ML.Tokenizers normalizes
/// otherwise and knows no stretch of the text behind a token.
/// </summary>
internal sealed class UnigramTokenizer : WordTokenizer
{
    // An unknown character costs this much more than the dearest piece.
    private const double UnknownPenalty = 10;

    private readonly IReadOnlyList<(string Text, double Score)> pieces;
    private readonly PieceTrie trie;
    private readonly int unknownId;
    private readonly double unknownScore;
    private readonly int[]? byteIds;

    /// <summary>A tokenizer of these pieces; a piece's place is its id.</summary>
    public UnigramTokenizer(IReadOnlyList<(string Text, double Score)> pieces, int unknownId, bool byteFallback, Normalizer normalizer, WordSplitter splitter)
        : base(normalizer, splitter)
    {
        this.pieces = pieces;
        this.unknownId = unknownId;
        trie = new PieceTrie(pieces.Select(piece => piece.Text));
        unknownScore = pieces.Min(piece => piece.Score) - UnknownPenalty;
        if (byteFallback) byteIds = [.. Enumerable.Range(0, 256).Select(value => trie.Find(string.Create(CultureInfo.InvariantCulture, $"<0x{value:X2}>")))];
    }

    /// <inheritdoc/>
    protected override char Space => MetaspaceSplitter.Space;

    /// <inheritdoc/>
    protected override string Written(int id, ReadOnlySpan<char> part) =>
        byteIds is not null && Array.IndexOf(byteIds, id) >= 0 ? pieces[id].Text : part.ToString();

    /// <inheritdoc/>
    protected override string TextOf(ReadOnlySpan<int> ids)
    {
        var text = new StringBuilder();
        foreach (var id in ids)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(id, nameof(ids));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(id, pieces.Count, nameof(ids));
            text.Append(pieces[id].Text);
        }
        var spaced = text.Replace(MetaspaceSplitter.Space, ' ').ToString();
        return spaced.StartsWith(' ') ? spaced[1..] : spaced;
    }

    /// <inheritdoc/>
    protected override Spelling SpellAnew(ReadOnlySpan<char> word)
    {
        var (ids, places) = (new List<int>(), new List<(int Start, int End)>());
        foreach (var (start, end) in BestPath(word))
        {
            var part = word[start..end];
            var id = trie.Find(part);
            if (id < 0 && byteIds is not null && ByteIds(part) is { } bytes)
            {
                ids.AddRange(bytes);
                places.AddRange(Enumerable.Repeat((start, end), bytes.Length));
                continue;
            }
            ids.Add(id < 0 ? unknownId : id);
            places.Add((start, end));
        }
        return new Spelling([.. ids], [.. places]);
    }

    private List<(int Start, int End)> BestPath(ReadOnlySpan<char> word)
    {
        // Of the best path to each place: its score, where its last piece begins (-1 before there is one), and that piece's id.
        var scores = ArrayPool<double>.Shared.Rent(word.Length + 1);
        var starts = ArrayPool<int>.Shared.Rent(word.Length + 1);
        var ids = ArrayPool<int>.Shared.Rent(word.Length + 1);
        starts.AsSpan(0, word.Length + 1).Fill(-1);
        scores[0] = 0;
        for (var start = 0; start < word.Length;)
        {
            Rune.DecodeFromUtf16(word[start..], out _, out var character);
            var knowsCharacter = false;
            var node = PieceTrie.Root;
            for (var end = start; end < word.Length && trie.TryStep(ref node, word[end]);)
            {
                end++;
                if (trie.IdAt(node) is not (>= 0 and var id)) continue;
                Offer(start, end, id, pieces[id].Score);
                knowsCharacter |= end - start == character;
            }
            if (!knowsCharacter) Offer(start, start + character, unknownId, unknownScore);
            start += character;
        }

        var path = new List<(int Start, int End)>();
        for (var end = word.Length; end > 0;)
        {
            var start = starts[end];
            if (ids[end] == unknownId)
                while (start > 0 && ids[start] == unknownId) start = starts[start];
            path.Add((start, end));
            end = start;
        }
        path.Reverse();
        ArrayPool<double>.Shared.Return(scores);
        ArrayPool<int>.Shared.Return(starts);
        ArrayPool<int>.Shared.Return(ids);
        return path;

        void Offer(int start, int end, int id, double score)
        {
            var sum = scores[start] + score;
            if (starts[end] >= 0 && sum <= scores[end]) return;
            (scores[end], starts[end], ids[end]) = (sum, start, id);
        }
    }

    private int[]? ByteIds(ReadOnlySpan<char> part)
    {
        var bytes = new byte[System.Text.Encoding.UTF8.GetByteCount(part)];
        System.Text.Encoding.UTF8.GetBytes(part, bytes);
        var ids = Array.ConvertAll(bytes, value => byteIds![value]);
        return ids.Contains(-1) ? null : ids;
    }
}
