using PastaGen.Text.Data;

namespace PastaGen.Text.Corpora;

/// <summary>
/// Which passages every update takes, where passages of all lengths stand one behind the other and nothing is padded. Pure: the same
/// arguments give the same batches on every machine, so a stopped run finds its place again.
/// </summary>
public static class PassagePacking
{
    /// <summary>
    /// The batches of one epoch: the passages in random order, as many to a batch as its tokens allow. Every passage is in exactly one.
    /// </summary>
    /// <param name="lengths">Each passage's length in tokens, special tokens counted, as <see cref="Corpus.RowLengths"/> has them.</param>
    /// <param name="tokensPerBatch">The most tokens of a batch.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <returns>Arrays of passages' places.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A passage is longer than a batch.</exception>
    public static IReadOnlyList<int[]> Batches(IReadOnlyList<int> lengths, int tokensPerBatch, long seed, int epoch)
    {
        ArgumentNullException.ThrowIfNull(lengths);
        var passages = Enumerable.Range(0, lengths.Count).ToArray();
        new SplitMix64(seed, epoch).Shuffle<int>(passages);
        var batches = new List<int[]>();
        int first = 0, tokens = 0;
        for (var place = 0; place < passages.Length; place++)
        {
            var length = lengths[passages[place]];
            if (length > tokensPerBatch)
                throw new ArgumentOutOfRangeException(nameof(tokensPerBatch), tokensPerBatch, $"a passage has {length} tokens, more than a batch may have");
            if (tokens > tokensPerBatch - length)
            {
                batches.Add(passages[first..place]);
                (first, tokens) = (place, 0);
            }
            tokens += length;
        }
        if (first < passages.Length) batches.Add(passages[first..]);
        return batches;
    }
}
