namespace PastaGen.Text;

/// <summary>Reads a folder whose tokenizer is a SentencePiece *.model, laid out as the class that the folder names lays it out.</summary>
internal static class SentencePieceFolder
{
    /// <summary>The definition that the file and the names make.</summary>
    /// <exception cref="BadInputException">Unreadable, of a class that is not supported, or a special token is not in the vocabulary.</exception>
    public static TokenizerDefinition Read(string path, SpecialTokenNames names)
    {
        var kind = names.TokenizerClass ?? ModelType(path);
        var layout = SentencePieceLayout.Find(kind ?? throw new BadInputException(
            $"{path}: expected a \"tokenizer_class\" in tokenizer_config.json or a \"model_type\" in config.json beside it, which tell the layout of a SentencePiece model; found neither"))
            ?? throw new BadInputException(
                $"{path}: the tokenizer is of the kind {kind}; supported with a SentencePiece model are {string.Join(", ", SentencePieceLayout.Supported)}");

        var file = SentencePieceFile.Read(path);
        var pieces = layout.Pieces(file);
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var id = 0; id < pieces.Count; id++) ids[pieces[id].Text] = id;

        var first = names.NameOf("cls_token") ?? layout.First;
        var separator = names.NameOf("sep_token") ?? layout.Separator;
        var padding = names.NameOf("pad_token") ?? layout.Padding;
        var unknown = names.NameOf("unk_token") ?? layout.Unknown;
        var masking = names.NameOf("mask_token") ?? layout.Masking;
        var begin = names.NameOf("bos_token") ?? layout.First;
        var end = names.NameOf("eos_token") ?? layout.Separator;
        var added = new AddedTokenList(names, token => ids.TryGetValue(token, out var id) ? id : null);
        foreach (var name in (string[])[begin, end, first, separator, padding, .. layout.AlsoSpecial]) added.AddSpecial(name);
        added.AddSpecial(unknown, normalized: layout.NormalizesUnknown);
        added.AddSpecial(masking, layout.MaskingStripsLeft, layout.NormalizesMasking, newId: pieces.Count);
        foreach (var piece in file.Pieces.Where(piece => piece.IsControl || piece.IsUserDefined))
            if (ids.TryGetValue(piece.Text, out var id)) added.Add(new AddedToken(id, piece.Text, Special: piece.IsControl));

        var (firstSlot, separatorSlot) = (Slot(first), Slot(separator));
        return new TokenizerDefinition(
            new UnigramModel(pieces, layout.UnknownId ?? file.UnknownId, ByteFallback: false, new MetaspaceSplitter(
                prefix: true, atPunctuation: layout.MaySplitAtPunctuation && (names.Option("split_by_punct") ?? false))),
            layout.Normalizer(names, file.Rules),
            layout.DoublesSeparator ? SpecialTokenTemplate.Roberta(firstSlot, separatorSlot) : SpecialTokenTemplate.Bert(firstSlot, separatorSlot),
            added.Tokens)
        {
            PadId = added.Find(padding),
            MaskId = added.Find(masking),
            MaxLength = names.MaxLength,
        };

        SpecialTokenTemplate.Slot Slot(string name) => SpecialTokenTemplate.Slot.Token(name, added.Find(name) ?? throw new BadInputException(
            $"{path}: expected the special token \"{name}\" among its pieces; found none (another name is set in tokenizer_config.json)"));
    }

    private static string? ModelType(string path) =>
        JsonFile.ReadIfThere(Path.Combine(Path.GetDirectoryName(path)!, "config.json")) is { } config ? config.Text(config.Root, "model_type") : null;
}
