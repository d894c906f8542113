namespace PastaGen.Text;

/// <summary>Finds the tokenizer files of a folder in the Hugging Face layout and reads the first that decides.</summary>
internal static class TokenizerFolder
{
    private const string Supported =
        "supported are WordPiece, byte-level BPE and Unigram tokenizers: a tokenizer.json, a vocab.txt, a vocab.json with merges.txt, or a SentencePiece *.model";

    /// <summary>The definition: tokenizer.json first, else vocab.txt, vocab.json with merges.txt, or *.model.</summary>
    /// <exception cref="BadInputException">No tokenizer there, one of another kind, or a file that is not what it should be.</exception>
    public static TokenizerDefinition Read(string folder)
    {
        if (!Directory.Exists(folder)) throw new BadInputException($"{folder}: there is no such folder; expected one with tokenizer files");
        var names = SpecialTokenNames.Read(folder);
        var json = Path.Combine(folder, "tokenizer.json");
        if (File.Exists(json)) return TokenizerJson.Read(json, names);
        var lines = Path.Combine(folder, "vocab.txt");
        if (File.Exists(lines)) return VocabularyFile.Read(lines, names);
        var (vocabulary, merges) = (Path.Combine(folder, "vocab.json"), Path.Combine(folder, "merges.txt"));
        if (File.Exists(vocabulary))
            return File.Exists(merges) ? BytePairFiles.Read(vocabulary, merges, names)
                : throw new BadInputException($"{folder}: has a vocab.json but no merges.txt; expected both");
        return Directory.GetFiles(folder, "*.model") switch
        {
            [var model] => SentencePieceFolder.Read(model, names),
            [] => throw new BadInputException($"{folder}: has no tokenizer files; {Supported}"),
            var models => throw new BadInputException(
                $"{folder}: has {models.Length} files *.model ({string.Join(", ", models.Select(Path.GetFileName).Order())}); expected one"),
        };
    }

    /// <summary>An error for a tokenizer that is not supported.</summary>
    public static BadInputException Unsupported(string place, string kind) =>
        new($"{place}: the tokenizer is of the kind {kind}; {Supported}");
}
