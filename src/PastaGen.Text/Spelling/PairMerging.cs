namespace PastaGen.Text;

/// <summary>Merges the symbols of one word, the pair of the lowest rank first and of equal ranks the leftmost.</summary>
/// <param name="merges">Pairs of ids, each with its rank and what it becomes.</param>
internal sealed class PairMerging(IReadOnlyDictionary<(int Left, int Right), (int Rank, int Id)> merges)
{
    private readonly List<Symbol> symbols = [];
    private readonly PriorityQueue<(int Place, int Id), long> pending = new();

    /// <summary>The symbols that there are, in order.</summary>
    public IEnumerable<(int Id, int Length)> Symbols => symbols.Where(symbol => symbol.Length > 0).Select(symbol => (symbol.Id, symbol.Length));

    /// <summary>Adds a symbol at the end.</summary>
    public void Add(int id, int length) => symbols.Add(new Symbol(id, length, symbols.Count - 1, symbols.Count + 1));

    /// <summary>Merges as long as there is a pair to merge.</summary>
    public void Run()
    {
        for (var place = 0; place + 1 < symbols.Count; place++) Consider(place, place + 1);
        while (pending.TryDequeue(out var merge, out _))
        {
            var left = symbols[merge.Place];
            if (left.Length == 0 || left.Next >= symbols.Count) continue;
            var right = symbols[left.Next];
            // What was pending may be another pair by now.
            if (!merges.TryGetValue((left.Id, right.Id), out var known) || known.Id != merge.Id) continue;
            symbols[merge.Place] = new Symbol(merge.Id, left.Length + right.Length, left.Previous, right.Next);
            symbols[left.Next] = right with { Length = 0 };
            if (right.Next < symbols.Count) symbols[right.Next] = symbols[right.Next] with { Previous = merge.Place };
            if (left.Previous >= 0) Consider(left.Previous, merge.Place);
            if (right.Next < symbols.Count) Consider(merge.Place, right.Next);
        }
    }

    private void Consider(int left, int right)
    {
        if (merges.TryGetValue((symbols[left].Id, symbols[right].Id), out var merge))
            pending.Enqueue((left, merge.Id), ((long)merge.Rank << 32) + left);
    }

    private readonly record struct Symbol(int Id, int Length, int Previous, int Next);
}
