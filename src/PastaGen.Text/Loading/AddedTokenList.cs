namespace PastaGen.Text;

/// <summary>
/// The added tokens of a folder without tokenizer.json: those that its files list, and the special tokens that a kind of tokenizer has
/// by itself.
/// </summary>
internal sealed class AddedTokenList
{
    private readonly Dictionary<string, AddedToken> tokens = new(StringComparer.Ordinal);
    private readonly SpecialTokenNames names;
    private readonly Func<string, int?> vocabulary;

    /// <summary>A list of what the folder's files list.</summary>
    /// <param name="names">What the files say.</param>
    /// <param name="vocabulary">The id of a token of the vocabulary; null where it has none.</param>
    public AddedTokenList(SpecialTokenNames names, Func<string, int?> vocabulary)
    {
        this.names = names;
        this.vocabulary = vocabulary;
        foreach (var (content, id) in names.AddedIds) tokens[content] = new AddedToken(id, content, Special: false);
        foreach (var token in names.ListedTokens) tokens[token.Content] = token;
    }

    /// <summary>The tokens, in the order of their ids.</summary>
    public IReadOnlyList<AddedToken> Tokens => [.. tokens.Values.OrderBy(token => token.Id)];

    /// <summary>The id of an added token or of one of the vocabulary; null where there is none.</summary>
    public int? Find(string name) => tokens.TryGetValue(name, out var token) ? token.Id : vocabulary(name);

    /// <summary>
    /// Adds a special token. How it is found in texts is said by the folder's files, else by the arguments. Where no file knows its id,
    /// it is left out, or has the one given.
    /// </summary>
    public void AddSpecial(string name, bool stripLeft = false, bool normalized = false, int? newId = null)
    {
        if (names.ListedTokens.Any(token => token.Content == name)) return;
        if ((Find(name) ?? newId) is not { } id) return;
        var token = names.DescriptionOf(name) ?? new AddedToken(id, name, Special: true, StripLeft: stripLeft, Normalized: normalized);
        tokens[name] = token with { Id = id, Special = true };
    }

    /// <summary>Adds a token where no other of its name is there.</summary>
    public void Add(AddedToken token) => tokens.TryAdd(token.Content, token);
}
