using static TorchSharp.torch;

namespace PastaGen.Modules;

/// <summary>
/// How the rows of a batch lie in its hidden states <c>[tokens, hidden]</c>: the tokens of one row behind those of the row before, without
/// padding between them. Made on the CPU once per batch; owns its tensors.
/// </summary>
/// <remarks>
/// Tokens whose mask is 0 are left out. A row whose first column is masked (padding on the left, or a row of padding alone) keeps all
/// its columns instead, because heads read column 0 there too; <see cref="KeyMask"/> then says which tokens are attended to.
/// </remarks>
public sealed class PackedRows : IDisposable
{
    // Where the tokens go in a grid [rows, longest], and what each place of the grid holds; null where every row has the same length.
    private readonly Tensor? tokenPlaces;   // [tokens]
    private readonly Tensor? gridTokens;    // [rows * longest], the number of tokens where a place holds none
    private readonly Tensor? uncounted;     // bool [rows, 1, 1, longest], true where a key is not attended to; null where all are
    private readonly Tensor? kept;          // [tokens], the tokens' places in the flattened [rows * columns]; null where none is left out
    private readonly PackedRows? first;
    private readonly bool[] counts = [];
    private readonly long[] offsets = [];
    private readonly Dictionary<object, IDisposable> computed = [];

    /// <summary>The layout of padded rows.</summary>
    /// <param name="mask">1 for tokens and 0 for padding, row by row.</param>
    /// <param name="rows">Number of rows; divides the mask's length.</param>
    /// <param name="device">Where the batch lives.</param>
    public PackedRows(ReadOnlySpan<long> mask, int rows, Device device) : this(Layout.Of(mask, rows), device)
    {
    }

    private PackedRows(Layout layout, Device device)
    {
        (Count, Columns, Places, offsets, counts) = (layout.Offsets.Length - 1, layout.Columns, layout.Places, layout.Offsets, layout.Counts);
        for (var row = 0; row < Count; row++) Longest = Math.Max(Longest, (int)(offsets[row + 1] - offsets[row]));

        using var scope = NewDisposeScope();
        Tensor Numbers(long[] values) => DeviceCopy.Of(tensor(values, dtype: ScalarType.Int64), device);
        Tensor Truths(bool[] values, params long[] shape) => DeviceCopy.Of(tensor(values, shape, dtype: ScalarType.Bool), device);
        Offsets = Numbers(offsets);
        first = new PackedRows(Numbers([.. Enumerable.Range(0, Count + 1).Select(row => (long)row)]));
        if (Places.Count < Count * Columns) kept = Numbers([.. Places.Select(place => (long)place)]);
        if (counts.Contains(false)) KeyMask = Truths(counts, counts.Length);
        if (AreAlike && KeyMask is null) return;

        var (targets, tokens) = (new long[Places.Count], new long[Count * Longest]);
        var left = new bool[tokens.Length];
        Array.Fill(tokens, Places.Count);
        Array.Fill(left, true);
        for (var row = 0; row < Count; row++)
            for (var token = (int)offsets[row]; token < offsets[row + 1]; token++)
            {
                var place = (row * Longest) + token - (int)offsets[row];
                (targets[token], tokens[place], left[place]) = (place, token, !counts[token]);
            }
        uncounted = Truths(left, Count, 1, 1, Longest);
        if (!AreAlike) (tokenPlaces, gridTokens) = (Numbers(targets), Numbers(tokens));
    }

    // One token per row.
    private PackedRows(Tensor offsets)
    {
        Offsets = offsets;
        Count = (int)offsets.shape[0] - 1;
        (Columns, Longest) = (1, 1);
        Places = [.. Enumerable.Range(0, Count)];
    }

    /// <summary>Number of rows.</summary>
    public int Count { get; }

    /// <summary>Number of columns before padding was left out.</summary>
    public int Columns { get; }

    /// <summary>Number of tokens of the longest row.</summary>
    public int Longest { get; }

    /// <summary>Where each token stood in the flattened <c>[batch * sequence]</c>, in order.</summary>
    public IReadOnlyList<int> Places { get; }

    /// <summary>The column in which each token stood, in order.</summary>
    public IEnumerable<int> TokenColumns => Places.Select(place => place % Columns);

    /// <summary>Number of tokens.</summary>
    public int TokenCount => Places.Count;

    /// <summary>Whether every row has the same number of tokens.</summary>
    public bool AreAlike => TokenCount == Count * Longest;

    /// <summary>Where rows begin, and where the last one ends, int64 <c>[rows + 1]</c>.</summary>
    public Tensor Offsets { get; }

    /// <summary>Which tokens are attended to, bool <c>[tokens]</c>; null where all are.</summary>
    public Tensor? KeyMask { get; }

    /// <summary>The layout of some states: this one, or one token per row where they are the rows' first tokens alone.</summary>
    /// <param name="states"><c>[tokens, ...]</c> or <c>[rows, ...]</c>.</param>
    public PackedRows Of(Tensor states)
    {
        ArgumentNullException.ThrowIfNull(states);
        return states.shape[0] == TokenCount || first is null ? this : first;
    }

    /// <summary>The first token of each row.</summary>
    /// <param name="states"><c>[tokens, hidden]</c>, or <c>[batch, hidden]</c> where nothing else was computed.</param>
    /// <returns><c>[batch, hidden]</c>.</returns>
    public Tensor First(Tensor states)
    {
        ArgumentNullException.ThrowIfNull(states);
        if (states.shape[0] == Count) return states;
        using var scope = NewDisposeScope();
        return states.index_select(0, Offsets.narrow(0, 0, Count)).MoveToOuterDisposeScope();
    }

    /// <summary>The mean of each row's states over its tokens; those that are not attended to do not count, and a row without tokens gives zeros.</summary>
    /// <param name="states"><c>[tokens, width]</c>.</param>
    /// <returns><c>[batch, width]</c> in float32: a sum of many states would lose digits in a lower precision.</returns>
    public Tensor Mean(Tensor states)
    {
        ArgumentNullException.ThrowIfNull(states);
        using var scope = NewDisposeScope();
        var rowOfTokens = RowOfTokens;
        var wide = states.to(ScalarType.Float32);
        var counts = KeyMask is null ? ones([TokenCount, 1], device: states.device) : KeyMask.to(ScalarType.Float32).unsqueeze(1);
        var sums = zeros([Count, wide.shape[1]], device: states.device).index_add(0, rowOfTokens, wide * counts, 1);
        var tokens = zeros([Count, 1], device: states.device).index_add(0, rowOfTokens, counts, 1);
        return (sums / tokens.clamp(min: 1)).MoveToOuterDisposeScope();
    }

    /// <summary>Gives each token what its row has.</summary>
    /// <param name="rowStates"><c>[batch, width]</c>.</param>
    /// <returns><c>[tokens, width]</c>.</returns>
    public Tensor PerToken(Tensor rowStates)
    {
        ArgumentNullException.ThrowIfNull(rowStates);
        return rowStates.index_select(0, RowOfTokens);
    }

    // The number of each token's row, [tokens].
    private Tensor RowOfTokens => Once("rows of tokens", layout =>
        DeviceCopy.Of(tensor([.. layout.Places.Select(place => (long)(place / layout.Columns))], dtype: ScalarType.Int64), layout.Offsets.device));

    /// <summary>Puts tokens back to where they stood, with zeros at the places that were left out.</summary>
    /// <param name="states"><c>[tokens, hidden]</c>.</param>
    /// <returns><c>[batch, sequence, hidden]</c>.</returns>
    public Tensor Restore(Tensor states) => Spread(states, kept, Columns);

    /// <summary>Rows side by side, each as long as the longest, with zeros behind the shorter ones.</summary>
    /// <param name="states"><c>[tokens, width]</c>.</param>
    /// <returns><c>[batch, longest, width]</c>.</returns>
    public Tensor Pad(Tensor states) => Spread(states, tokenPlaces, Longest);

    /// <summary>The tokens of rows that <see cref="Pad"/> laid side by side.</summary>
    /// <param name="grid"><c>[batch, longest, width]</c>.</param>
    /// <returns><c>[tokens, width]</c>.</returns>
    public Tensor Unpad(Tensor grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        using var scope = NewDisposeScope();
        var places = grid.flatten(0, 1);
        if (gridTokens is null) return places.MoveToOuterDisposeScope();
        // A copy to distinct rows, all padding to one row that is dropped: its gradient is a gather, that of a gather would be a sum.
        return zeros([TokenCount + 1, places.shape[1]], dtype: grid.dtype, device: grid.device)
            .index_copy_(0, gridTokens, places).narrow(0, 0, TokenCount).MoveToOuterDisposeScope();
    }

    /// <summary>The layout of rows with further tokens before each row's own, which count for every query; found once.</summary>
    /// <param name="count">How many tokens each row gets.</param>
    public PrependedRows Prepended(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return Once(("prepended", count), rows => new PrependedRows(rows, new PackedRows(rows.Prepend(count), rows.Offsets.device), count));
    }

    /// <summary>What is computed from the layout once and read by every layer; the layout keeps it and disposes of it.</summary>
    /// <typeparam name="T">What it is.</typeparam>
    /// <param name="key">What tells it apart from other things; equal keys mean the same.</param>
    /// <param name="compute">Computes it at the first call. Its tensors must be detached from their scope.</param>
    public T Once<T>(object key, Func<PackedRows, T> compute)
        where T : IDisposable
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(compute);
        if (computed.TryGetValue(key, out var known)) return (T)known;
        var made = compute(this);
        computed.Add(key, made);
        return made;
    }

    /// <summary>Whether a token is attended to.</summary>
    internal bool Counts(int token) => counts[token];

    /// <summary>Each row's first token and the one behind its last.</summary>
    internal IEnumerable<(int Start, int End)> Bounds => Enumerable.Range(0, Count).Select(row => ((int)offsets[row], (int)offsets[row + 1]));

    /// <summary>Numbers of tokens, laid out as <see cref="Pad"/> lays out their states, with 0 behind the shorter rows.</summary>
    /// <param name="number">The number of a token in a column.</param>
    /// <param name="countedAlone">Whether tokens that are not attended to get 0.</param>
    /// <returns>int64 <c>[batch, longest]</c>, outside of every scope.</returns>
    internal Tensor PadNumbers(Func<int, long> number, bool countedAlone)
    {
        var grid = new long[Count * Longest];
        foreach (var (row, (start, end)) in Bounds.Index())
            for (var token = start; token < end; token++)
                if (counts[token] || !countedAlone)
                    grid[(row * Longest) + token - start] = number(Places[token] % Columns);
        return DeviceCopy.Of(tensor(grid, [Count, Longest]), Offsets.device);
    }

    /// <summary>The rows in groups of like length, made at the first use.</summary>
    internal RowGroups Groups => Once("groups", layout => new RowGroups(layout.offsets, [.. layout.TokenColumns], layout.counts, layout.Offsets.device));

    /// <summary>Which rows of a table of relative positions the batch needs; found once.</summary>
    /// <param name="positions">How distances find their rows.</param>
    /// <exception cref="ArgumentException">The batch has distances that have none.</exception>
    public RelativeRows Relative(RelativePositions positions) => Once(positions, layout => new RelativeRows(positions, layout));

    /// <summary>The least finite number of a type.</summary>
    internal static float Least(ScalarType type) => type == ScalarType.BFloat16 ? BitConverter.UInt32BitsToSingle(0xFF7F0000) : float.MinValue;

    /// <summary>What attention over <see cref="Pad">padded</see> rows adds to its scores: 0 where a key counts, else the type's least number.</summary>
    /// <remarks>
    /// The least finite number and not minus infinity: a row of padding alone then attends evenly and gives no NaN.
    /// </remarks>
    /// <param name="type">The type of the hidden states.</param>
    /// <returns><c>[batch, 1, 1, longest]</c>, which stays the layout's; null where every key counts.</returns>
    internal Tensor? ScoreMask(ScalarType type)
    {
        if (uncounted is null) return null;
        return Once(("score mask", type), _ =>
        {
            using var untracked = no_grad();
            using var scope = NewDisposeScope();
            return zeros(uncounted.shape, dtype: type, device: uncounted.device).masked_fill_(uncounted, Least(type)).DetachFromDisposeScope();
        });
    }

    private Tensor Spread(Tensor states, Tensor? places, int columns)
    {
        ArgumentNullException.ThrowIfNull(states);
        if (places is null) return states.unflatten(0, [Count, columns]);
        using var scope = NewDisposeScope();
        return zeros([Count * columns, states.shape[1]], dtype: states.dtype, device: states.device)
            .index_copy_(0, places, states).unflatten(0, [Count, columns]).MoveToOuterDisposeScope();
    }

    private Layout Prepend(int added)
    {
        var (places, counted) = (new List<int>(TokenCount + (Count * added)), new List<bool>(TokenCount + (Count * added)));
        var longer = new long[Count + 1];
        for (var row = 0; row < Count; row++)
        {
            var start = row * (Columns + added);
            places.AddRange(Enumerable.Range(start, added));
            counted.AddRange(Enumerable.Repeat(true, added));
            for (var token = (int)offsets[row]; token < offsets[row + 1]; token++)
            {
                places.Add(start + added + (Places[token] % Columns));
                counted.Add(counts[token]);
            }
            longer[row + 1] = places.Count;
        }
        return new([.. places], [.. counted], longer, Columns + added);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in (Tensor?[])[Offsets, KeyMask, tokenPlaces, gridTokens, uncounted, kept]) tensor?.Dispose();
        foreach (var each in computed.Values) each.Dispose();
        first?.Dispose();
    }

    // Which tokens there are, which of them count, where rows begin, and how wide they were.
    private sealed record Layout(int[] Places, bool[] Counts, long[] Offsets, int Columns)
    {
        public static Layout Of(ReadOnlySpan<long> mask, int rows)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
            if (mask.Length == 0 || mask.Length % rows != 0) throw new ArgumentException($"{mask.Length} elements do not make {rows} rows", nameof(mask));
            var columns = mask.Length / rows;
            var (places, counts, offsets) = (new List<int>(mask.Length), new List<bool>(mask.Length), new long[rows + 1]);
            for (var row = 0; row < rows; row++)
            {
                var start = row * columns;
                for (var place = start; place < start + columns; place++)
                    if (mask[place] != 0 || mask[start] == 0)
                    {
                        places.Add(place);
                        counts.Add(mask[place] != 0);
                    }
                offsets[row + 1] = places.Count;
            }
            return new([.. places], [.. counts], offsets, columns);
        }
    }
}
