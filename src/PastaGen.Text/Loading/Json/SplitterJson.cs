using System.Text.Json;

namespace PastaGen.Text;

/// <summary>Reads the pre_tokenizer of a tokenizer.json, of the kinds that its model is supported with.</summary>
internal static class SplitterJson
{
    /// <summary>Checks that there is BERT's, which has no options.</summary>
    /// <exception cref="BadInputException">One of another kind.</exception>
    public static void CheckBert(JsonFile file)
    {
        const string supported = "a WordPiece tokenizer is supported with BertPreTokenizer";
        if (Steps(file) is not [var part] || file.Text(part, "type") != "BertPreTokenizer") throw Other(file, supported);
        file.CheckKeys(part, "BertPreTokenizer");
    }

    /// <summary>GPT-2's words.</summary>
    /// <exception cref="BadInputException">Another kind, or with an option that is not supported.</exception>
    public static ByteLevelSplitter ByteLevel(JsonFile file)
    {
        if (Steps(file) is not [var part] || file.Text(part, "type") != "ByteLevel") throw Other(file, "a BPE tokenizer is supported with ByteLevel");
        // Offsets are trimmed by the post_processor alone.
        file.CheckKeys(part, "pre_tokenizer ByteLevel", "add_prefix_space", "trim_offsets", "use_regex");
        return new ByteLevelSplitter(file.Boolean(part, "add_prefix_space") ?? true, file.Boolean(part, "use_regex") ?? true);
    }

    /// <summary>SentencePiece's words.</summary>
    /// <exception cref="BadInputException">Another kind, or with an option that is not supported.</exception>
    public static MetaspaceSplitter Metaspace(JsonFile file)
    {
        const string supported = "a Unigram tokenizer is supported with Metaspace, before which WhitespaceSplit and Punctuation may stand";
        var steps = Steps(file);
        if (steps is not [.. var before, var last] || file.Text(last, "type") != "Metaspace") throw Other(file, supported);
        bool atWhiteSpace = false, atPunctuation = false;
        foreach (var step in before)
        {
            switch (file.Text(step, "type"))
            {
                case "WhitespaceSplit":
                    file.CheckKeys(step, "pre_tokenizer WhitespaceSplit");
                    atWhiteSpace = true;
                    break;
                case "Punctuation":
                    file.CheckKeys(step, "pre_tokenizer Punctuation", "behavior");
                    if ((file.Text(step, "behavior") ?? "Isolated") != "Isolated") throw file.Wrong("behavior", "\"Isolated\"", JsonFile.Find(step, "behavior"));
                    atPunctuation = true;
                    break;
                default:
                    throw Other(file, supported);
            }
        }
        return new MetaspaceSplitter(Prefix(file, last), file.Boolean(last, "split") ?? true, atWhiteSpace, atPunctuation);
    }

    private static bool Prefix(JsonFile file, JsonElement metaspace)
    {
        file.CheckKeys(metaspace, "pre_tokenizer Metaspace", "replacement", "str_rep", "add_prefix_space", "prepend_scheme", "split");
        foreach (var key in (string[])["replacement", "str_rep"])
            if ((file.Text(metaspace, key) ?? "\u2581") != "\u2581") throw file.Wrong(key, "\"\u2581\"", JsonFile.Find(metaspace, key));
        return file.Text(metaspace, "prepend_scheme") switch
        {
            null => file.Boolean(metaspace, "add_prefix_space") ?? true,
            "always" => true,
            "never" => false,
            _ => throw file.Wrong("prepend_scheme", "\"always\" or \"never\"", JsonFile.Find(metaspace, "prepend_scheme")),
        };
    }

    // A sequence is its parts, however deep.
    private static List<JsonElement> Steps(JsonFile file)
    {
        var steps = new List<JsonElement>();
        if (JsonFile.Find(file.Root, "pre_tokenizer") is { } part) Add(part);
        return steps;

        void Add(JsonElement part)
        {
            if (file.Text(part, "type") != "Sequence")
            {
                steps.Add(part);
                return;
            }
            file.CheckKeys(part, "pre_tokenizer Sequence", "pretokenizers");
            if (JsonFile.Find(part, "pretokenizers") is not { ValueKind: JsonValueKind.Array } parts)
                throw file.Wrong("pretokenizers", "an array", JsonFile.Find(part, "pretokenizers"));
            foreach (var inner in parts.EnumerateArray()) Add(inner);
        }
    }

    private static BadInputException Other(JsonFile file, string supported)
    {
        var kinds = Steps(file).Select(step => file.Text(step, "type") ?? "without a type").ToList();
        return new($"{file.Path}: the pre_tokenizer is of the kind {(kinds.Count == 0 ? "null" : string.Join(", ", kinds))}; {supported}");
    }
}
