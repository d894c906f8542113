using System.Text;

namespace PastaGen.Text;

/// <summary>Reads a vocab.json with its merges.txt: RoBERTa's byte-level BPE, options from tokenizer_config.json.</summary>
internal static class BytePairFiles
{
    // The classes whose folders hold these files and whose tokenizers encode alike.
    private static readonly string[] SameKinds = ["Roberta", "Bart", "Longformer", "LED", "Mvp"];

    /// <summary>The definition that the files and the names make.</summary>
    /// <exception cref="BadInputException">Unreadable, of a tokenizer that splits otherwise, or a special token is not in the vocabulary.</exception>
    public static TokenizerDefinition Read(string vocabularyPath, string mergesPath, SpecialTokenNames names)
    {
        if (names.TokenizerClass is { } kind && !SameKinds.Any(same => kind.StartsWith(same, StringComparison.Ordinal)))
            throw TokenizerFolder.Unsupported(vocabularyPath, kind);
        var file = JsonFile.Read(vocabularyPath);
        var vocabulary = VocabularyJson.Read(file, file.Root, "vocab");
        var merges = ReadMerges(mergesPath, vocabulary);

        var begin = names.NameOf("bos_token") ?? "<s>";
        var end = names.NameOf("eos_token") ?? "</s>";
        var first = names.NameOf("cls_token") ?? "<s>";
        var separator = names.NameOf("sep_token") ?? "</s>";
        var unknown = names.NameOf("unk_token") ?? "<unk>";
        var padding = names.NameOf("pad_token") ?? "<pad>";
        var masking = names.NameOf("mask_token") ?? "<mask>";
        var added = new AddedTokenList(names, token => vocabulary.TryGetValue(token, out var id) ? id : null);
        foreach (var name in (string[])[begin, end, first, separator, unknown, padding, masking]) added.AddSpecial(name);

        var prefix = names.Option("add_prefix_space") ?? false;
        return new TokenizerDefinition(
            new BytePairModel(new BytePairs(vocabulary, merges), new ByteLevelSplitter(prefix)),
            new NormalizerSequence(),
            SpecialTokenTemplate.Roberta(Slot(first), Slot(separator)),
            added.Tokens)
        {
            Trimming = new OffsetTrimming(prefix),
            PadId = added.Find(padding),
            MaskId = added.Find(masking),
            MaxLength = names.MaxLength,
        };

        SpecialTokenTemplate.Slot Slot(string name) => SpecialTokenTemplate.Slot.Token(name, added.Find(name) ?? throw new BadInputException(
            $"{vocabularyPath}: expected the special token \"{name}\" in it; found none (another name is set in tokenizer_config.json)"));
    }

    private static IReadOnlyDictionary<(int Left, int Right), (int Rank, int Id)> ReadMerges(string path, IReadOnlyDictionary<string, int> vocabulary)
    {
        var merges = new MergeList(vocabulary);
        var number = 0;
        try
        {
            foreach (var line in File.ReadLines(path, new UTF8Encoding(false, throwOnInvalidBytes: true)))
            {
                number++;
                if (line.Length == 0 || line.StartsWith("#version", StringComparison.Ordinal)) continue;
                if (line.Split(' ') is not [var left, var right] || !merges.TryAdd(left, right))
                    throw new BadInputException($"{path}:{number}: expected two tokens of vocab.json, and with them the token that they make; found \"{line}\"");
            }
        }
        catch (DecoderFallbackException error)
        {
            throw new BadInputException($"{path}: is not UTF-8; expected one merge a line", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path}: cannot be read: {error.Message}", error);
        }
        return merges.Merges;
    }
}
