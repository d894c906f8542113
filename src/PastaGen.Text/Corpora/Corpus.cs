using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace PastaGen.Text.Corpora;

/// <summary>
/// Documents as token ids, in passages of at most so many tokens: whole sentences of one document, as many as fit, never of two
/// documents. A sentence that is longer than a passage is cut between words. The tokens of a passage are those of its text.
/// </summary>
public sealed class Corpus
{
    // Enough documents for all cores, and few enough that little waits for the longest of them.
    private const int DocumentsAtOnce = 32;

    private readonly int[] tokens;
    private readonly bool[] wordStarts;
    private readonly Passage[] passages;
    private readonly (int Start, int Length)[] places;
    private readonly byte[][] texts;
    private readonly TokenKinds kinds;

    private Corpus(IReadOnlyList<string> sources, List<DocumentPassages> documents, TextEncoder encoder, int maxTokens)
    {
        Sources = sources;
        kinds = encoder.Kinds;
        tokens = new int[TotalOf(documents)];
        wordStarts = new bool[tokens.Length];
        texts = [.. documents.Select(document => document.Texts)];
        passages = new Passage[documents.Sum(document => document.Ends.Count)];
        places = new (int, int)[passages.Length];
        var rowLengths = new int[passages.Length];
        var inserted = encoder.SpecialTokensPerText(pair: false);
        int first = 0, passage = 0;
        for (var number = 0; number < documents.Count; number++)
        {
            var document = documents[number];
            document.Tokens.CopyTo(tokens, first);
            document.WordStarts.CopyTo(wordStarts, first);
            int token = 0, place = 0;
            foreach (var (tokenEnd, byteEnd) in document.Ends)
            {
                passages[passage] = new Passage(number, first + token, tokenEnd - token);
                places[passage] = (place, byteEnd - place);
                rowLengths[passage++] = tokenEnd - token + inserted;
                (token, place) = (tokenEnd, byteEnd);
            }
            first += document.Tokens.Count;
        }
        RowLengths = rowLengths;
        Digest = DigestOf(encoder, maxTokens);
    }

    /// <summary>Where each document comes from.</summary>
    public IReadOnlyList<string> Sources { get; }

    /// <summary>The passages, in the order of the text.</summary>
    public IReadOnlyList<Passage> Passages => passages;

    /// <summary>Each passage's length in tokens with the special tokens that the encoder puts around a text.</summary>
    public IReadOnlyList<int> RowLengths { get; }

    /// <summary>How many tokens all passages have together, without special tokens.</summary>
    public int TokenCount => tokens.Length;

    /// <summary>Whether any token can be predicted: special tokens, the unknown token among them, cannot.</summary>
    public bool HasOrdinaryTokens => tokens.Any(token => !kinds.IsSpecial(token));

    /// <summary>SHA-256, in lower-case hexadecimal, over encoder, tokens, passages and texts: equal where training sees the same.</summary>
    public string Digest { get; }

    /// <summary>Encodes documents. The result does not depend on the number of threads.</summary>
    /// <param name="documents">The documents, read one after the other.</param>
    /// <param name="encoder">The encoder.</param>
    /// <param name="maxTokens">The longest passage, in tokens without special tokens.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is below 1.</exception>
    /// <exception cref="BadInputException">There are more tokens than one array holds, or what the documents' reader throws.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static Corpus Encode(IEnumerable<Document> documents, TextEncoder encoder, int maxTokens, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxTokens, 1);
        var sources = new List<string>();
        var encoded = new List<DocumentPassages>();
        foreach (var some in documents.Chunk(DocumentsAtOnce))
        {
            var results = new DocumentPassages[some.Length];
            Parallel.For(
                0, some.Length, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount },
                document => results[document] = DocumentPassages.Of(some[document], encoder, maxTokens, cancellation));
            sources.AddRange(some.Select(document => document.Source));
            encoded.AddRange(results);
        }
        return new Corpus(sources, encoded, encoder, maxTokens);
    }

    /// <summary>The token ids of a passage, <c>[tokens]</c>, without special tokens.</summary>
    public ReadOnlySpan<int> TokensOf(int passage) => tokens.AsSpan(passages[passage].Start, passages[passage].Length);

    /// <summary>Which tokens of a passage begin a word, <c>[tokens]</c>; the others continue the word before them.</summary>
    public ReadOnlySpan<bool> WordStartsOf(int passage) => wordStarts.AsSpan(passages[passage].Start, passages[passage].Length);

    /// <summary>The text of a passage, for a model with a tokenizer of its own, on one line.</summary>
    public string TextOf(int passage) =>
        System.Text.Encoding.UTF8.GetString(texts[passages[passage].Document], places[passage].Start, places[passage].Length);

    private static int TotalOf(List<DocumentPassages> documents)
    {
        var total = documents.Sum(document => (long)document.Tokens.Count);
        return total <= Array.MaxLength ? (int)total
            : throw new BadInputException($"the text has {total} tokens; at most {Array.MaxLength} can be held at once, so name fewer files");
    }

    private string DigestOf(TextEncoder encoder, int maxTokens)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"corpus 1 {encoder.Digest} {maxTokens} {texts.Length} {passages.Length} {tokens.Length}\n"));
        hash.AppendData(MemoryMarshal.AsBytes(passages.AsSpan()));
        hash.AppendData(MemoryMarshal.AsBytes(tokens.AsSpan()));
        foreach (var text in texts) hash.AppendData(text);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
