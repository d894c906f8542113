using Microsoft.ML.Tokenizers;

namespace PastaGen.Text;

/// <summary>Byte-pair encoding over bytes and GPT-2's words.</summary>
internal sealed record BytePairModel(BytePairs Pairs, ByteLevelSplitter Splitter) : TokenModel
{
    /// <inheritdoc/>
    public override int LargestId => Pairs.Vocabulary.Values.Max();

    /// <inheritdoc/>
    public override int? Find(string token) => Pairs.Vocabulary.TryGetValue(token, out var id) ? id : null;

    /// <inheritdoc/>
    public override int? UnknownId => Pairs.UnknownId;

    /// <inheritdoc/>
    public override IEnumerable<(string Token, int Id)> Tokens => Pairs.Vocabulary.Select(entry => (entry.Key, entry.Value));

    /// <inheritdoc/>
    public override bool BeginsWord(string token) => token.StartsWith(ByteCharacters.Space);

    /// <inheritdoc/>
    public override Tokenizer Build(AligningNormalizer normalizer) => new ByteLevelBpeTokenizer(Pairs, normalizer, Splitter);

    /// <inheritdoc/>
    public override void WriteOptions(BinaryWriter digest)
    {
        digest.Write("byte-level BPE 1");
        digest.Write(Pairs.UnknownId ?? -1);
        digest.Write(Pairs.FuseUnknown);
        digest.Write(Pairs.IgnoreMerges);
        Splitter.WriteTo(digest);
    }

    /// <inheritdoc/>
    public override void WriteVocabulary(BinaryWriter digest)
    {
        Write(digest, Pairs.Vocabulary);
        digest.Write(Pairs.Merges.Count);
        foreach (var (pair, merge) in Pairs.Merges.OrderBy(entry => entry.Value.Rank))
        {
            digest.Write(pair.Left);
            digest.Write(pair.Right);
            digest.Write(merge.Id);
        }
    }
}
