using Microsoft.ML.Tokenizers;

namespace PastaGen.Text;

/// <summary>
/// Encodes texts as a model reads them: token ids with the special tokens that the model's template inserts, cut to a length. Made
/// from the tokenizer files of a backbone's folder; safe to use from many threads.
/// </summary>
public sealed class TextEncoder
{
    private readonly TokenPipeline pipeline;
    private readonly SpecialTokenTemplate template;

    private TextEncoder(TokenizerDefinition definition)
    {
        Tokenizer = definition.Model.Build(definition.Normalizer);
        pipeline = new TokenPipeline(definition.Normalizer, Tokenizer, definition.AddedTokens, definition.Trimming);
        template = definition.Template;
        SpacesAreInTokens = definition.Model is BytePairModel;
        PadId = definition.PadId;
        MaskId = definition.MaskId;
        MaxLength = definition.MaxLength;
        VocabularySize = definition.Size;
        Digest = definition.Digest();
        Kinds = TokenKinds.Of(definition);
    }

    /// <summary>
    /// What normalizes a text and splits it into tokens, for programs written against the package Microsoft.ML.Tokenizers: it knows
    /// neither the template nor the names of special tokens.
    /// </summary>
    public Tokenizer Tokenizer { get; }

    /// <summary>The id that fills short rows of a batch; null where the tokenizer has none.</summary>
    public int? PadId { get; }

    /// <summary>The id that hides a word in masked-LM; null where the tokenizer has none.</summary>
    public int? MaskId { get; }

    /// <summary>The longest row that the model was made for, from tokenizer_config.json; null where it says nothing sane.</summary>
    public int? MaxLength { get; }

    /// <summary>One more than the largest id.</summary>
    public int VocabularySize { get; }

    /// <summary>
    /// SHA-256, in lower-case hexadecimal, over what decides the encoding: vocabulary, options, template, added tokens. A vocab.txt
    /// and a tokenizer.json that encode alike have the same digest.
    /// </summary>
    public string Digest { get; }

    /// <summary>What surrounds a single text, as in <c>[CLS] A [SEP]</c>.</summary>
    public string Template => template.Describe(hasPair: false);

    /// <summary>What surrounds a pair, as in <c>[CLS] A [SEP] B [SEP]</c>.</summary>
    public string PairTemplate => template.Describe(hasPair: true);

    /// <summary>Which ids are special, and which begin a word.</summary>
    internal TokenKinds Kinds { get; }

    /// <summary>Whether a word's first token holds the space before it.</summary>
    internal bool SpacesAreInTokens { get; }

    /// <summary>The encoder that a folder's tokenizer files describe: tokenizer.json first, else vocab.txt, vocab.json with merges.txt, or a
    /// SentencePiece model, each with tokenizer_config.json.</summary>
    /// <param name="folder">A folder in the Hugging Face layout; only tokenizer files are read.</param>
    /// <exception cref="BadInputException">No tokenizer there, one of a kind that is not supported, or a broken file.</exception>
    public static TextEncoder Load(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return new TextEncoder(TokenizerFolder.Read(folder));
    }

    /// <summary>Encodes a text, or a pair of texts.</summary>
    /// <param name="text">The text, or the first of the two.</param>
    /// <param name="pair">The second text; null where there is one.</param>
    /// <param name="maxLength">The longest row in tokens, inserted ones included; tokens are cut from the end of the longer text first.</param>
    /// <param name="asText">
    /// Whether names of special tokens inside the text are split like any text, as training and prediction read it; else they become
    /// the token, as masked-LM filling needs.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The length has no room for the inserted tokens.</exception>
    public Encoding Encode(string text, string? pair = null, int? maxLength = null, bool asText = true)
    {
        ArgumentNullException.ThrowIfNull(text);
        var inserted = SpecialTokensPerText(pair is not null);
        if (maxLength is { } longest) ArgumentOutOfRangeException.ThrowIfLessThan(longest, inserted, nameof(maxLength));

        var first = pipeline.Ids(text, asText);
        var second = pair is null ? [] : pipeline.Ids(pair, asText);
        var (keptOfText, keptOfPair) = Truncation.LongestFirst(first.Count, second.Count, (maxLength ?? int.MaxValue) - inserted);
        var parts = new EncodedParts(text, pair, asText, keptOfText, keptOfPair, first.Count + second.Count - keptOfText - keptOfPair);

        return new Encoding(this, parts, Arrange(first, second, parts));
    }

    /// <summary>Encodes a text that is given as its words, each split by itself, so that every token belongs to one word.</summary>
    /// <param name="words">The words.</param>
    /// <param name="maxLength">The longest row in tokens, inserted ones included; tokens are cut from the end.</param>
    /// <returns>A row that knows its <see cref="Encoding.WordIds"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The length has no room for the inserted tokens.</exception>
    public Encoding EncodeWords(IReadOnlyList<string> words, int? maxLength = null)
    {
        ArgumentNullException.ThrowIfNull(words);
        var inserted = SpecialTokensPerText(pair: false);
        if (maxLength is { } longest) ArgumentOutOfRangeException.ThrowIfLessThan(longest, inserted, nameof(maxLength));

        List<int> ids = [], wordOfToken = [];
        for (var word = 0; word < words.Count; word++)
        {
            ids.AddRange(pipeline.Ids(AsPart(words, word), asText: true));
            while (wordOfToken.Count < ids.Count) wordOfToken.Add(word);
        }
        var kept = Math.Min(ids.Count, (maxLength ?? int.MaxValue) - inserted);
        var parts = new EncodedParts(string.Join(' ', words), null, AsText: true, kept, 0, ids.Count - kept) { Words = words, WordOfToken = wordOfToken };
        return new Encoding(this, parts, Arrange(ids, [], parts));
    }

    /// <summary>How many special tokens the template inserts: for BERT 2 into a text and 3 into a pair.</summary>
    public int SpecialTokensPerText(bool pair) => template.Inserted(pair);

    /// <summary>
    /// For each token of a row of ids made elsewhere: p where it is the p-th special token, from 1, else 0. A special token is an id
    /// that the template inserts, where the mask is 1; the name of one inside the text, if it became the token, counts too.
    /// </summary>
    /// <param name="ids">Token ids, <c>[sequence]</c>.</param>
    /// <param name="mask">1 for tokens, 0 for padding, <c>[sequence]</c>.</param>
    /// <exception cref="ArgumentException">The two differ in length.</exception>
    public long[] SpecialOrdinals(ReadOnlySpan<long> ids, ReadOnlySpan<long> mask)
    {
        if (ids.Length != mask.Length) throw new ArgumentException($"expected as many mask values as ids ({ids.Length}); found {mask.Length}", nameof(mask));
        var ordinals = new long[ids.Length];
        var seen = 0;
        for (var i = 0; i < ids.Length; i++)
            if (mask[i] == 1 && ids[i] is >= 0 and <= int.MaxValue && template.InsertedIds.Contains((int)ids[i])) ordinals[i] = ++seen;
        return ordinals;
    }

    /// <summary>The ids of a part of a longer text, which begins and ends at white space; names of special tokens are text.</summary>
    /// <param name="part">The part.</param>
    /// <param name="isFirst">Whether nothing stands before it.</param>
    internal List<int> IdsOfPart(string part, bool isFirst) => pipeline.Ids(isFirst ? part : WithSpace(part), asText: true);

    /// <summary>Which word each token of a row is a part of.</summary>
    internal int[] WordIds(EncodedParts parts)
    {
        var wordIds = new List<int>(SpecialTokensPerText(pair: false) + parts.KeptOfText);
        foreach (var slot in template.Slots(hasPair: false))
        {
            if (slot.IsToken) wordIds.Add(-1);
            else wordIds.AddRange(parts.WordOfToken!.Take(parts.KeptOfText));
        }
        return [.. wordIds];
    }

    /// <summary>The token types and special ordinals of a row.</summary>
    internal (int[] TypeIds, int[] Ordinals) Layout(EncodedParts parts)
    {
        var hasPair = parts.Pair is not null;
        var length = SpecialTokensPerText(hasPair) + parts.KeptOfText + parts.KeptOfPair;
        var (typeIds, ordinals) = (new int[length], new int[length]);
        int place = 0, inserted = 0;
        foreach (var slot in template.Slots(hasPair))
        {
            var run = slot.IsToken ? 1 : parts.Kept(slot.TextIndex);
            typeIds.AsSpan(place, run).Fill(slot.TypeId);
            if (slot.IsToken) ordinals[place] = ++inserted;
            place += run;
        }
        return (typeIds, ordinals);
    }

    /// <summary>The tokens and offsets of a row.</summary>
    internal (string[] Tokens, (int Start, int End)[] Offsets) Spell(EncodedParts parts)
    {
        var hasPair = parts.Pair is not null;
        var first = parts.Words is { } words ? [.. Enumerable.Range(0, words.Count).SelectMany(word => pipeline.Tokens(AsPart(words, word), parts.AsText))] : pipeline.Tokens(parts.Text, parts.AsText);
        var second = parts.Pair is null ? [] : pipeline.Tokens(parts.Pair, parts.AsText);
        var spelled = new List<(string Token, int Start, int End)>(SpecialTokensPerText(hasPair) + parts.KeptOfText + parts.KeptOfPair);
        foreach (var slot in template.Slots(hasPair))
        {
            if (slot.IsToken) spelled.Add((slot.Name, 0, 0));
            else spelled.AddRange((slot.TextIndex == 0 ? first : second).Slice(0, parts.Kept(slot.TextIndex)));
        }
        return ([.. spelled.Select(token => token.Token)], [.. spelled.Select(token => (token.Start, token.End))]);
    }

    private string AsPart(IReadOnlyList<string> words, int word) => word > 0 ? WithSpace(words[word]) : words[word];

    // Where a word's first token holds the space before it, a word without one would be the end of the word before.
    private string WithSpace(string part) => SpacesAreInTokens && part.Length > 0 ? $" {part}" : part;

    private int[] Arrange(List<int> first, List<int> second, EncodedParts parts)
    {
        var hasPair = parts.Pair is not null;
        var ids = new int[SpecialTokensPerText(hasPair) + parts.KeptOfText + parts.KeptOfPair];
        var place = 0;
        foreach (var slot in template.Slots(hasPair))
        {
            if (slot.IsToken)
            {
                ids[place++] = slot.Id;
                continue;
            }
            var kept = (slot.TextIndex == 0 ? first : second).Slice(0, parts.Kept(slot.TextIndex));
            kept.CopyTo(ids, place);
            place += kept.Count;
        }
        return ids;
    }
}
