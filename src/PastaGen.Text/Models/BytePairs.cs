namespace PastaGen.Text;

/// <summary>What byte-pair encoding is made of.</summary>
/// <param name="Vocabulary">The tokens' ids.</param>
/// <param name="Merges">Pairs of ids, in the order of the list, and the id of what each becomes.</param>
/// <param name="UnknownId">What a byte becomes that the vocabulary does not have; null drops it.</param>
/// <param name="FuseUnknown">Whether neighbouring unknown bytes are one token.</param>
/// <param name="IgnoreMerges">Whether a word that the vocabulary has is that token, whatever the merges say.</param>
internal sealed record BytePairs(
    IReadOnlyDictionary<string, int> Vocabulary,
    IReadOnlyDictionary<(int Left, int Right), (int Rank, int Id)> Merges,
    int? UnknownId = null,
    bool FuseUnknown = false,
    bool IgnoreMerges = false);
