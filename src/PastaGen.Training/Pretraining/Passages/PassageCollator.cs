using PastaGen.Modules;
using PastaGen.Text;
using PastaGen.Text.Corpora;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>Makes batches of masked passages, each a row of its own between the tokens that the tokenizer inserts, so that none attends to another.</summary>
internal sealed class PassageCollator
{
    private readonly TokenMasking masking;
    private readonly EncoderConfig config;
    private readonly Device device;
    private readonly int[] before;
    private readonly int[] behind;

    /// <summary>A collator.</summary>
    /// <param name="text">The tokenizer.</param>
    /// <param name="masking">Masks tokens.</param>
    /// <param name="config">The encoder that reads the batches.</param>
    /// <param name="device">Where they shall live.</param>
    public PassageCollator(TextEncoder text, TokenMasking masking, EncoderConfig config, Device device)
    {
        (this.masking, this.config, this.device) = (masking, config, device);
        var row = text.Encode("a");
        var first = row.SpecialOrdinals.TakeWhile(ordinal => ordinal > 0).Count();
        before = [.. row.Ids.Take(first)];
        behind = [.. row.Ids.Index().Skip(first).Where(token => row.SpecialOrdinals[token.Index] > 0).Select(token => token.Item)];
    }

    /// <summary>Makes a batch.</summary>
    /// <param name="corpus">The text.</param>
    /// <param name="passages">The passages' numbers.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="epoch">The epoch, whose masks are drawn; -1 in evaluations.</param>
    /// <param name="teacher">What a teacher says of the passages; null where there is no teacher.</param>
    public TokenBatch Collate(Corpus corpus, IReadOnlyList<int> passages, long seed, int epoch, TeacherTargets? teacher)
    {
        var inserted = before.Length + behind.Length;
        var columns = inserted;
        foreach (var passage in passages) columns = Math.Max(columns, inserted + corpus.TokensOf(passage).Length);
        long[] ids = new long[passages.Count * columns], mask = new long[ids.Length];
        Array.Fill(ids, config.PadTokenId);
        List<long> answered = [], labels = [];
        List<int> places = [], originals = [];
        var input = new int[columns];
        var tokens = 0;
        foreach (var (row, passage) in passages.Index())
        {
            var text = corpus.TokensOf(passage);
            places.Clear();
            originals.Clear();
            masking.Mask(text, corpus.WordStartsOf(passage), TokenMasking.SeedOf(seed, epoch, passage), input.AsSpan(0, text.Length), places, originals);
            var start = row * columns;
            var place = start;
            foreach (var id in before) ids[place++] = id;
            foreach (var id in input.AsSpan(0, text.Length)) ids[place++] = id;
            foreach (var id in behind) ids[place++] = id;
            mask.AsSpan(start, place - start).Fill(1);
            foreach (var masked in places) answered.Add(tokens + before.Length + masked);
            foreach (var label in originals) labels.Add(label);
            tokens += place - start;
        }
        return Batch(passages.Count, ids, mask, [.. answered], [.. labels], teacher?.Of(passages, device));
    }

    private TokenBatch Batch(int rows, long[] ids, long[] mask, long[] answered, long[] labels, (StateVectors Vectors, Tensor Targets)? compared)
    {
        var positions = PositionIds.Of(ids, ids.Length / rows, config);
        var packed = new PackedRows(mask, rows, device);
        Tensor Owned(long[] values) => BatchTensors.Owned(values, [values.Length], device);
        return new TokenBatch
        {
            Rows = packed,
            InputIds = Owned([.. packed.Places.Select(place => ids[place])]),
            TokenTypeIds = Owned(new long[packed.TokenCount]),
            PositionIds = Owned([.. packed.Places.Select(place => positions[place])]),
            SpecialPositions = Owned([]),
            SpecialOrdinals = Owned([]),
            SpecialTokensPerRow = 0,
            AnsweredTokens = Owned(answered),
            Labels = Owned(labels),
            Vectors = compared?.Vectors,
            VectorTargets = compared?.Targets,
        };
    }
}
