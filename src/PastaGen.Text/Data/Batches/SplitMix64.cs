namespace PastaGen.Text.Data;

/// <summary>
/// The counter-based generator SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014): small,
/// and the same under every version of the runtime, which <see cref="Random"/> does not promise.
/// </summary>
internal struct SplitMix64
{
    private const ulong Step = 0x9E3779B97F4A7C15;
    private ulong state;

    /// <summary>A generator for one epoch of a seeded run.</summary>
    public SplitMix64(long seed, int epoch) => state = Mix(Mix((ulong)seed + Step) + (ulong)(uint)epoch * Step);

    /// <summary>A generator that goes on from a state.</summary>
    public static SplitMix64 FromState(ulong state) => new() { state = state };

    /// <summary>The next number, any of 2^64 equally likely.</summary>
    public ulong Next() => Mix(state += Step);

    /// <summary>The next number from 0 to below 1, any of 2^53 equally likely.</summary>
    public double Fraction() => (Next() >> 11) * (1.0 / (1L << 53));

    /// <summary>Puts the items in a random order (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var chosen = Below(last + 1);
            (items[last], items[chosen]) = (items[chosen], items[last]);
        }
    }

    /// <summary>The next number below a bound, any equally likely.</summary>
    public int Below(int bound)
    {
        // Draws beyond the last whole multiple of the bound are thrown away: the rest of a division would favor small numbers.
        var surplus = (ulong.MaxValue % (ulong)bound + 1) % (ulong)bound;
        ulong drawn;
        do drawn = Next();
        while (drawn > ulong.MaxValue - surplus);
        return (int)(drawn % (ulong)bound);
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
