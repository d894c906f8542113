namespace PastaGen.Text;

/// <summary>What is known of a tokenizer's ids beside their spelling.</summary>
internal sealed class TokenKinds
{
    private readonly bool[] beginsWord;
    private readonly bool[] isSpecial;

    private TokenKinds(bool[] beginsWord, bool[] isSpecial, int[] ordinary) =>
        (this.beginsWord, this.isSpecial, Ordinary) = (beginsWord, isSpecial, ordinary);

    /// <summary>The ids of the vocabulary that are not special, in order.</summary>
    public int[] Ordinary { get; }

    /// <summary>Whether the token's spelling says that a word begins with it; true of added tokens.</summary>
    public bool BeginsWord(int id) => beginsWord[id];

    /// <summary>Whether the token stands for no stretch of text: special tokens, the unknown token among them.</summary>
    public bool IsSpecial(int id) => isSpecial[id];

    /// <summary>What a definition says of its ids.</summary>
    public static TokenKinds Of(TokenizerDefinition definition)
    {
        var (exists, begins, special) = (new bool[definition.Size], new bool[definition.Size], new bool[definition.Size]);
        foreach (var (token, id) in definition.Model.Tokens) (exists[id], begins[id]) = (true, definition.Model.BeginsWord(token));
        foreach (var token in definition.AddedTokens) (exists[token.Id], begins[token.Id], special[token.Id]) = (true, true, token.Special);
        IEnumerable<int?> alsoSpecial =
            [definition.PadId, definition.MaskId, definition.Model.UnknownId, .. definition.Template.InsertedIds.Select(id => (int?)id)];
        foreach (var id in alsoSpecial)
            if (id is { } known && known < special.Length) special[known] = true;
        return new TokenKinds(begins, special, [.. Enumerable.Range(0, exists.Length).Where(id => exists[id] && !special[id])]);
    }
}
