using Microsoft.ML.Tokenizers;

namespace PastaGen.Text;

/// <summary>WordPiece over BERT's words.</summary>
internal sealed record WordPieceModel(
    IReadOnlyDictionary<string, int> Vocabulary, string UnknownToken, string ContinuingSubwordPrefix, int MaxInputCharsPerWord) : TokenModel
{
    /// <inheritdoc/>
    public override int LargestId => Vocabulary.Values.Max();

    /// <inheritdoc/>
    public override int? Find(string token) => Vocabulary.TryGetValue(token, out var id) ? id : null;

    /// <inheritdoc/>
    public override int? UnknownId => Find(UnknownToken);

    /// <inheritdoc/>
    public override IEnumerable<(string Token, int Id)> Tokens => Vocabulary.Select(entry => (entry.Key, entry.Value));

    /// <inheritdoc/>
    public override bool BeginsWord(string token) => !token.StartsWith(ContinuingSubwordPrefix, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override Tokenizer Build(AligningNormalizer normalizer)
    {
        using var lines = VocabularyLines();
        return WordPieceTokenizer.Create(lines, new WordPieceOptions
        {
            UnknownToken = UnknownToken,
            ContinuingSubwordPrefix = ContinuingSubwordPrefix,
            MaxInputCharsPerWord = MaxInputCharsPerWord,
            Normalizer = normalizer,
            PreTokenizer = BertPreTokenizer.Instance,
        });
    }

    /// <inheritdoc/>
    public override void WriteOptions(BinaryWriter digest)
    {
        digest.Write("WordPiece 1");
        digest.Write(UnknownToken);
        digest.Write(ContinuingSubwordPrefix);
        digest.Write(MaxInputCharsPerWord);
    }

    /// <inheritdoc/>
    public override void WriteVocabulary(BinaryWriter digest) => Write(digest, Vocabulary);

    // A line stays empty where no token, or none that a word can hold, has that id.
    private MemoryStream VocabularyLines()
    {
        var lines = new string[LargestId + 1];
        foreach (var (token, id) in Vocabulary)
            if (token.AsSpan().IndexOfAny('\r', '\n') < 0) lines[id] = token;
        return new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines)));
    }
}
