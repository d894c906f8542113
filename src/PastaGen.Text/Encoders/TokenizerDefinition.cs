using System.Security.Cryptography;

namespace PastaGen.Text;

/// <summary>All that decides how text is encoded, however a folder's files spell it.</summary>
internal sealed record TokenizerDefinition(
    IReadOnlyDictionary<string, int> Vocabulary,
    string UnknownToken,
    string ContinuingSubwordPrefix,
    int MaxInputCharsPerWord,
    BertNormalizer Normalizer,
    SpecialTokenTemplate Template,
    IReadOnlyList<AddedToken> AddedTokens)
{
    /// <summary>The id that fills short rows; it decides nothing about a text's own tokens.</summary>
    public int? PadId { get; init; }

    /// <summary>The longest row that the model was made for, where the folder says.</summary>
    public int? MaxLength { get; init; }

    /// <summary>One more than the largest id.</summary>
    public int Size => Math.Max(Vocabulary.Values.Max(), AddedTokens.Select(token => token.Id).DefaultIfEmpty(-1).Max()) + 1;

    /// <summary>The vocabulary as a file of one token a line. A line stays empty where no token, or none that a word can hold, has that id.</summary>
    public MemoryStream VocabularyLines()
    {
        var lines = new string[Vocabulary.Values.Max() + 1];
        foreach (var (token, id) in Vocabulary)
            if (token.AsSpan().IndexOfAny('\r', '\n') < 0) lines[id] = token;
        return new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines)));
    }

    /// <summary>SHA-256 over everything here but the padding and the length, in lower-case hexadecimal.</summary>
    public string Digest()
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            writer.Write("WordPiece 1");
            writer.Write(UnknownToken);
            writer.Write(ContinuingSubwordPrefix);
            writer.Write(MaxInputCharsPerWord);
            writer.Write(Normalizer.CleanText);
            writer.Write(Normalizer.HandleChineseChars);
            writer.Write(Normalizer.StripAccents);
            writer.Write(Normalizer.Lowercase);
            foreach (var hasPair in (ReadOnlySpan<bool>)[false, true])
            {
                writer.Write(Template.Slots(hasPair).Length);
                foreach (var slot in Template.Slots(hasPair))
                {
                    writer.Write(slot.Id);
                    writer.Write(slot.TypeId);
                    writer.Write(slot.TextIndex);
                }
            }
            writer.Write(AddedTokens.Count);
            foreach (var token in AddedTokens.OrderBy(token => token.Id))
            {
                writer.Write(token.Id);
                writer.Write(token.Content);
                writer.Write(token.Special);
                writer.Write(token.SingleWord);
                writer.Write(token.StripLeft);
                writer.Write(token.StripRight);
                writer.Write(token.Normalized);
            }
            writer.Write(Vocabulary.Count);
            foreach (var (token, id) in Vocabulary.OrderBy(entry => entry.Value).ThenBy(entry => entry.Key, StringComparer.Ordinal))
            {
                writer.Write(id);
                writer.Write(token);
            }
        }
        return Convert.ToHexStringLower(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
    }
}
