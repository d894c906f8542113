using System.Text.Json;

namespace PastaGen.Text;

/// <summary>Reads the normalizer of a tokenizer.json.</summary>
internal static class NormalizerJson
{
    private const string Supported =
        "supported are BertNormalizer, Lowercase, NFC, NFD, NFKC, NFKD, Precompiled, Replace, Sequence, Strip and StripAccents";

    /// <summary>The normalizer; null where the file has none.</summary>
    /// <exception cref="BadInputException">One of another kind, or with an option that is not supported.</exception>
    public static AligningNormalizer? Read(JsonFile file) =>
        JsonFile.Find(file.Root, "normalizer") is { } normalizer ? Read(file, normalizer) : null;

    private static AligningNormalizer Read(JsonFile file, JsonElement part)
    {
        var kind = file.Text(part, "type");
        switch (kind)
        {
            case "Sequence":
                file.CheckKeys(part, "normalizer Sequence", "normalizers");
                if (JsonFile.Find(part, "normalizers") is not { ValueKind: JsonValueKind.Array } steps)
                    throw file.Wrong("normalizers", "an array", JsonFile.Find(part, "normalizers"));
                return new NormalizerSequence([.. steps.EnumerateArray().Select(step => Read(file, step))]);
            case "BertNormalizer":
                file.CheckKeys(part, "BertNormalizer", "clean_text", "handle_chinese_chars", "strip_accents", "lowercase");
                var lowercase = file.Boolean(part, "lowercase") ?? true;
                return new BertNormalizer(
                    file.Boolean(part, "clean_text") ?? true,
                    file.Boolean(part, "handle_chinese_chars") ?? true,
                    file.Boolean(part, "strip_accents") ?? lowercase,
                    lowercase);
            case "Strip":
                file.CheckKeys(part, "normalizer Strip", "strip_left", "strip_right");
                return new StripNormalizer(file.Boolean(part, "strip_left") ?? true, file.Boolean(part, "strip_right") ?? true);
            case "Precompiled":
                file.CheckKeys(part, "normalizer Precompiled", "precompiled_charsmap");
                return Precompiled(file, part);
            case "Replace":
                file.CheckKeys(part, "normalizer Replace", "pattern", "content");
                return Replace(file, part);
            case "StripAccents" or "Lowercase" or "NFC" or "NFD" or "NFKC" or "NFKD":
                file.CheckKeys(part, $"normalizer {kind}");
                return kind switch
                {
                    "StripAccents" => new StripAccentsNormalizer(),
                    "Lowercase" => new LowercaseNormalizer(),
                    _ => new UnicodeNormalizer(compatibility: kind.Contains('K', StringComparison.Ordinal), composed: kind.EndsWith('C')),
                };
            default:
                throw new BadInputException($"{file.Path}: the normalizer is of the kind {kind ?? "without a type"}; {Supported}");
        }
    }

    private static PrecompiledNormalizer Precompiled(JsonFile file, JsonElement part)
    {
        const string expected = "SentencePiece's normalization rules in base 64";
        if (JsonFile.Find(part, "precompiled_charsmap") is not { ValueKind: JsonValueKind.String } rules || !rules.TryGetBytesFromBase64(out var bytes)
            || PrecompiledMap.TryRead(bytes) is not { } map)
            throw file.Wrong("precompiled_charsmap", expected, JsonFile.Find(part, "precompiled_charsmap"));
        return new PrecompiledNormalizer(map);
    }

    private static ReplaceNormalizer Replace(JsonFile file, JsonElement part)
    {
        var content = file.Text(part, "content") ?? throw file.Wrong("content", "a string", null);
        if (JsonFile.Find(part, "pattern") is { } pattern)
        {
            if (file.Text(pattern, "Regex") == " {2,}") return ReplaceNormalizer.OfRunsOfSpaces(content);
            if (file.Text(pattern, "String") is { Length: > 0 } text) return ReplaceNormalizer.OfText(text, content);
        }
        throw file.Wrong("pattern", "{\"String\": a text} or {\"Regex\": \" {2,}\"}", JsonFile.Find(part, "pattern"));
    }
}
