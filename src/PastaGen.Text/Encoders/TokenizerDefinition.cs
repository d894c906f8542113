using System.Security.Cryptography;

namespace PastaGen.Text;

/// <summary>All that decides how text is encoded, however a folder's files spell it.</summary>
internal sealed record TokenizerDefinition(
    TokenModel Model,
    AligningNormalizer Normalizer,
    SpecialTokenTemplate Template,
    IReadOnlyList<AddedToken> AddedTokens)
{
    /// <summary>How offsets are trimmed; null leaves them.</summary>
    public OffsetTrimming? Trimming { get; init; }

    /// <summary>The id that fills short rows; it decides nothing about a text's own tokens.</summary>
    public int? PadId { get; init; }

    /// <summary>The id that hides a word in masked-LM; where texts do not name it, it decides nothing about them.</summary>
    public int? MaskId { get; init; }

    /// <summary>The longest row that the model was made for, where the folder says.</summary>
    public int? MaxLength { get; init; }

    /// <summary>One more than the largest id.</summary>
    public int Size => Math.Max(Model.LargestId, AddedTokens.Select(token => token.Id).DefaultIfEmpty(-1).Max()) + 1;

    /// <summary>SHA-256 over everything here but the padding, the length and the trimming, in lower-case hexadecimal.</summary>
    public string Digest()
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            Model.WriteOptions(writer);
            Normalizer.WriteTo(writer);
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
            Model.WriteVocabulary(writer);
        }
        return Convert.ToHexStringLower(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
    }
}
