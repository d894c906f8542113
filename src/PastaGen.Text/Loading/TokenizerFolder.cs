namespace PastaGen.Text;

/// <summary>Finds the tokenizer files of a folder in the Hugging Face layout and reads the first that decides.</summary>
internal static class TokenizerFolder
{
    private const string Supported = "supported are WordPiece tokenizers: a tokenizer.json, or a vocab.txt";

    /// <summary>The definition: tokenizer.json first, else vocab.txt.</summary>
    /// <exception cref="BadInputException">No tokenizer there, one of another kind, or a file that is not what it should be.</exception>
    public static TokenizerDefinition Read(string folder)
    {
        if (!Directory.Exists(folder)) throw new BadInputException($"{folder}: there is no such folder; expected one with tokenizer files");
        var names = SpecialTokenNames.Read(folder);
        var json = Path.Combine(folder, "tokenizer.json");
        if (File.Exists(json)) return TokenizerJson.Read(json, names);
        var vocabulary = Path.Combine(folder, "vocab.txt");
        if (File.Exists(vocabulary)) return VocabularyFile.Read(vocabulary, names);
        if (File.Exists(Path.Combine(folder, "vocab.json"))) throw Unsupported(folder, "byte-level BPE (vocab.json with merges.txt)");
        if (Directory.EnumerateFiles(folder, "*.model").FirstOrDefault() is { } model)
            throw Unsupported(folder, $"SentencePiece ({Path.GetFileName(model)})");
        throw new BadInputException($"{folder}: has no tokenizer files; {Supported}");
    }

    /// <summary>An error for a tokenizer that is not supported.</summary>
    public static BadInputException Unsupported(string place, string kind) =>
        new($"{place}: the tokenizer is of the kind {kind}; {Supported}");
}
