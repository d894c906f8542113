using System.Text;

namespace PastaGen.Text;

/// <summary>Reads a vocab.txt: one WordPiece token a line, the line number from 0 its id, options from tokenizer_config.json.</summary>
internal static class VocabularyFile
{
    // Tokenizers whose folders hold a vocab.txt too, but which do not split words as BERT's does.
    private static readonly string[] OtherKinds =
        ["BertJapanese", "Bertweet", "CpmAnt", "Esm", "Funnel", "Phobert", "ProphetNet", "RoFormer", "Tapas"];

    /// <summary>The definition that the file and the names make.</summary>
    /// <exception cref="BadInputException">Unreadable, of a tokenizer that splits otherwise, or a special token is not in the vocabulary.</exception>
    public static TokenizerDefinition Read(string path, SpecialTokenNames names)
    {
        if (names.TokenizerClass is { } kind && OtherKinds.Any(other => kind.StartsWith(other, StringComparison.Ordinal)))
            throw TokenizerFolder.Unsupported(path, kind);
        var vocabulary = ReadLines(path);
        var layout = WordPieceLayout.Of(names.TokenizerClass);
        var classification = names.NameOf("cls_token") ?? layout.First;
        var separator = names.NameOf("sep_token") ?? layout.Separator;
        var padding = names.NameOf("pad_token") ?? layout.Padding;
        var masking = names.NameOf("mask_token") ?? layout.Masking;
        var unknown = names.NameOf("unk_token") ?? "[UNK]";

        var lowercase = names.Option("do_lower_case") ?? true;
        var normalizer = new BertNormalizer(
            cleanText: true,
            names.Option("tokenize_chinese_chars") ?? true,
            names.Option("strip_accents") ?? lowercase,
            lowercase);

        var first = SpecialTokenTemplate.Slot.Token(classification, Find(classification));
        var last = SpecialTokenTemplate.Slot.Token(separator, Find(separator));
        Find(unknown);
        var added = new AddedTokenList(names, token => vocabulary.TryGetValue(token, out var id) ? id : null);
        foreach (var name in (string[])[padding, unknown, classification, separator]) added.AddSpecial(name);
        added.AddSpecial(masking, stripLeft: layout.MaskingStripsLeft);
        return new TokenizerDefinition(
            new WordPieceModel(vocabulary, unknown, "##", 100), normalizer,
            layout.DoublesSeparator ? SpecialTokenTemplate.Roberta(first, last) : SpecialTokenTemplate.Bert(first, last),
            added.Tokens)
        {
            PadId = added.Find(padding),
            MaskId = added.Find(masking),
            MaxLength = names.MaxLength,
        };

        int Find(string name) => vocabulary.TryGetValue(name, out var id) ? id : throw new BadInputException(
            $"{path}: expected the special token \"{name}\" among its lines; found none (another name is set in tokenizer_config.json)");
    }

    private static Dictionary<string, int> ReadLines(string path)
    {
        var vocabulary = new Dictionary<string, int>(StringComparer.Ordinal);
        try
        {
            var id = 0;
            foreach (var line in File.ReadLines(path, new UTF8Encoding(false, throwOnInvalidBytes: true))) vocabulary[line] = id++;
        }
        catch (DecoderFallbackException error)
        {
            throw new BadInputException($"{path}: is not UTF-8; expected one token a line", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path}: cannot be read: {error.Message}", error);
        }
        return vocabulary.Count > 0 ? vocabulary : throw new BadInputException($"{path}: is empty; expected one token a line");
    }
}
