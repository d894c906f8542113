using Microsoft.ML.Tokenizers;

namespace PastaGen.Text;

/// <summary>Unigram over SentencePiece's words; a piece's place is its id.</summary>
internal sealed record UnigramModel(
    IReadOnlyList<(string Text, double Score)> Pieces, int UnknownPiece, bool ByteFallback, MetaspaceSplitter Splitter) : TokenModel
{
    /// <inheritdoc/>
    public override int LargestId => Pieces.Count - 1;

    /// <inheritdoc/>
    public override int? Find(string token)
    {
        for (var id = Pieces.Count - 1; id >= 0; id--)
            if (Pieces[id].Text == token) return id;
        return null;
    }

    /// <inheritdoc/>
    public override int? UnknownId => UnknownPiece;

    /// <inheritdoc/>
    public override IEnumerable<(string Token, int Id)> Tokens => Pieces.Select((piece, id) => (piece.Text, id));

    /// <inheritdoc/>
    public override bool BeginsWord(string token) => token.StartsWith(MetaspaceSplitter.Space);

    /// <inheritdoc/>
    public override Tokenizer Build(AligningNormalizer normalizer) => new UnigramTokenizer(Pieces, UnknownPiece, ByteFallback, normalizer, Splitter);

    /// <inheritdoc/>
    public override void WriteOptions(BinaryWriter digest)
    {
        digest.Write("Unigram 1");
        digest.Write(UnknownPiece);
        digest.Write(ByteFallback);
        Splitter.WriteTo(digest);
    }

    /// <inheritdoc/>
    public override void WriteVocabulary(BinaryWriter digest)
    {
        digest.Write(Pieces.Count);
        foreach (var (text, score) in Pieces)
        {
            digest.Write(text);
            digest.Write(score);
        }
    }
}
