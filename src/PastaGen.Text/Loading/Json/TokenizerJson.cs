using System.Text.Json;

namespace PastaGen.Text;

/// <summary>
/// Reads a tokenizer.json: normalizer, pre-tokenizer, model, template and added tokens. Its truncation and padding are settings of
/// whoever wrote it and are not read, nor is its decoder, which has no part in encoding.
/// </summary>
internal static class TokenizerJson
{
    /// <summary>The definition that the file and the names make.</summary>
    /// <exception cref="BadInputException">Not JSON, a part of another kind than those supported, or a part that is not what it should be.</exception>
    public static TokenizerDefinition Read(string path, SpecialTokenNames names)
    {
        var file = JsonFile.Read(path);
        var model = ModelJson.Read(file);
        var none = model is WordPieceModel ? (AligningNormalizer)new BertNormalizer(false, false, false, false) : new NormalizerSequence();
        var added = AddedTokens(file);
        var (template, trimming) = TemplateJson.Read(file);
        return new TokenizerDefinition(model, NormalizerJson.Read(file) ?? none, template, added)
        {
            Trimming = trimming,
            PadId = PadId(file, names, model, added),
            MaskId = IdOf(names.NameOf("mask_token"), model, added) ?? IdOf("[MASK]", model, added) ?? IdOf("<mask>", model, added),
            MaxLength = names.MaxLength,
        };
    }

    private static AddedToken[] AddedTokens(JsonFile file)
    {
        if (JsonFile.Find(file.Root, "added_tokens") is not { } list) return [];
        if (list.ValueKind != JsonValueKind.Array) throw file.Wrong("added_tokens", "an array", list);
        return [.. list.EnumerateArray().Select(token => file.AddedToken(token, file.Id(token, "id")))];
    }

    private static int? PadId(JsonFile file, SpecialTokenNames names, TokenModel model, AddedToken[] added)
    {
        if (IdOf(names.NameOf("pad_token"), model, added) is { } named) return named;
        if (JsonFile.Find(file.Root, "padding") is { } padding && JsonFile.Find(padding, "pad_id") is not null) return file.Id(padding, "pad_id");
        return IdOf("[PAD]", model, added) ?? IdOf("<pad>", model, added);
    }

    private static int? IdOf(string? token, TokenModel model, AddedToken[] added) =>
        token is null ? null : added.FirstOrDefault(entry => entry.Content == token)?.Id ?? model.Find(token);
}
