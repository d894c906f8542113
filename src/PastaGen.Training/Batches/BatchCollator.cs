using PastaGen.Modules;
using PastaGen.Text;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>Makes batches of encoded texts, the tokens of one row behind those of the row before.</summary>
/// <param name="config">The encoder that reads them.</param>
/// <param name="device">Where batches shall live.</param>
public sealed class BatchCollator(EncoderConfig config, Device device)
{
    private readonly int longest = config.LongestInput;

    /// <summary>Makes batches for a model.</summary>
    /// <param name="model">Whose encoder and adaptations read them.</param>
    public BatchCollator(LoadedModel model) : this(model.Config, model.Device) => longest -= model.PositionsTaken;

    /// <summary>Makes one batch.</summary>
    /// <param name="rows">The rows; single texts and pairs may be mixed.</param>
    /// <param name="labels">A label id per row; null where there are none.</param>
    /// <returns>A batch that the caller disposes of.</returns>
    /// <exception cref="ArgumentException">There is no row, or not one label per row.</exception>
    /// <exception cref="BadInputException">A row is longer than the encoder reads behind what adaptations put before it, or has a word that it does not know: the tokenizer is another model's.</exception>
    public TokenBatch Collate(IReadOnlyList<Encoding> rows, IReadOnlyList<int>? labels = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (labels is not null && labels.Count != rows.Count)
            throw new ArgumentException($"expected a label for each of {rows.Count} rows, found {labels.Count}", nameof(labels));
        return Collate(rows, labels is null ? null : _ => BatchLabels.OfRows([.. labels.Select(label => (long)label)]));
    }

    /// <summary>Makes one batch with labels of any kind.</summary>
    /// <param name="rows">The rows; single texts and pairs may be mixed.</param>
    /// <param name="labels">Gives their labels, told the number of the padded batch's columns; null where there are none.</param>
    /// <param name="vectors">Takes vectors of their states; from now on the batch's. Null where nobody asks for any.</param>
    internal TokenBatch Collate(IReadOnlyList<Encoding> rows, Func<int, BatchLabels>? labels, StateVectors? vectors = null)
    {
        if (rows.Count == 0) throw new ArgumentException("a batch needs a row", nameof(rows));
        var columns = rows.Max(row => row.Length);
        if (columns > longest)
            throw new BadInputException($"a row has {columns} tokens, but the encoder reads at most {longest}; ask for a smaller maximal length");

        var ids = new long[rows.Count * columns];
        Array.Fill(ids, config.PadTokenId);
        long[] mask = new long[ids.Length], types = new long[ids.Length], ordinals = new long[ids.Length];
        for (var row = 0; row < rows.Count; row++)
            Place(rows[row], row * columns, ids, mask, types, ordinals);
        return BatchTensors.Create(rows.Count, ids, mask, types, ordinals, labels?.Invoke(columns), config, device, vectors: vectors);
    }

    private void Place(Encoding row, int start, long[] ids, long[] mask, long[] types, long[] ordinals)
    {
        // Some encoders have one token type, which then stands for all.
        var typesOfRow = config.TokenTypeCount < 2 ? null : row.TypeIds;
        for (var place = 0; place < row.Length; place++)
        {
            var id = row.Ids[place];
            if (id >= config.VocabularySize)
                throw new BadInputException($"the tokenizer gave the id {id}, but the encoder knows {config.VocabularySize} words; the tokenizer's files belong to another model");
            ids[start + place] = id;
            mask[start + place] = 1;
            types[start + place] = typesOfRow?[place] ?? 0;
            ordinals[start + place] = row.SpecialOrdinals[place];
        }
    }
}
