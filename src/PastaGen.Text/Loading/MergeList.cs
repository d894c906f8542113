namespace PastaGen.Text;

/// <summary>The merges of byte-pair encoding, collected in the order of the list. Of equal pairs the last one counts.</summary>
/// <param name="vocabulary">The tokens' ids.</param>
internal sealed class MergeList(IReadOnlyDictionary<string, int> vocabulary)
{
    private readonly Dictionary<(int Left, int Right), (int Rank, int Id)> merges = [];
    private int rank;

    /// <summary>Pairs of ids, each with its rank and the id of what it becomes.</summary>
    public IReadOnlyDictionary<(int Left, int Right), (int Rank, int Id)> Merges => merges;

    /// <summary>Adds the next pair; false where the vocabulary lacks one of the three tokens.</summary>
    public bool TryAdd(string left, string right)
    {
        if (!vocabulary.TryGetValue(left, out var leftId) || !vocabulary.TryGetValue(right, out var rightId)
            || !vocabulary.TryGetValue(left + right, out var id)) return false;
        merges[(leftId, rightId)] = (rank++, id);
        return true;
    }
}
