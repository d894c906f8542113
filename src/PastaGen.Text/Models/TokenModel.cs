using Microsoft.ML.Tokenizers;

namespace PastaGen.Text;

/// <summary>What splits normalized text into tokens: a vocabulary and the options of its kind of tokenizer.</summary>
internal abstract record TokenModel
{
    /// <summary>The largest id of the vocabulary.</summary>
    public abstract int LargestId { get; }

    /// <summary>The id of a token; null where the vocabulary does not have it.</summary>
    public abstract int? Find(string token);

    /// <summary>The id of what the vocabulary cannot spell; null where there is none.</summary>
    public abstract int? UnknownId { get; }

    /// <summary>The tokens, each with its id.</summary>
    public abstract IEnumerable<(string Token, int Id)> Tokens { get; }

    /// <summary>Whether a token's spelling says that a word begins with it.</summary>
    public abstract bool BeginsWord(string token);

    /// <summary>The tokenizer.</summary>
    public abstract Tokenizer Build(AligningNormalizer normalizer);

    /// <summary>Writes the kind and its options.</summary>
    public abstract void WriteOptions(BinaryWriter digest);

    /// <summary>Writes the vocabulary.</summary>
    public abstract void WriteVocabulary(BinaryWriter digest);

    /// <summary>Writes tokens and their ids, in the order of the ids.</summary>
    protected static void Write(BinaryWriter digest, IReadOnlyDictionary<string, int> vocabulary)
    {
        digest.Write(vocabulary.Count);
        foreach (var (token, id) in vocabulary.OrderBy(entry => entry.Value).ThenBy(entry => entry.Key, StringComparer.Ordinal))
        {
            digest.Write(id);
            digest.Write(token);
        }
    }
}
