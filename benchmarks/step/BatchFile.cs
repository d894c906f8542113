using System.Text.Json;
using PastaGen.Modules;
using PastaGen.Training;
using static TorchSharp.torch;

namespace PastaGen.StepBenchmark;

/// <summary>Batches from a file with one batch per line, the lengths of its rows; their ids are those of peer.py.</summary>
internal static class BatchFile
{
    /// <summary>Reads the batches.</summary>
    /// <param name="path">The file.</param>
    /// <param name="config">The encoder.</param>
    /// <param name="device">Where the batches live.</param>
    /// <param name="packed">Whether padding is left out; where not, it is computed as if it were tokens.</param>
    public static TokenBatch[] Read(string path, EncoderConfig config, Device device, bool packed) =>
        [.. File.ReadLines(path).Select((line, number) => Batch(Lengths(line), number, config, device, packed))];

    private static TokenBatch Batch(int[] lengths, int number, EncoderConfig config, Device device, bool packed)
    {
        using var scope = NewDisposeScope();
        var (rows, columns) = (lengths.Length, lengths.Max());
        long[] ids = new long[rows * columns], mask = new long[ids.Length], ordinals = new long[ids.Length];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < lengths[row]; column++)
                ids[(row * columns) + column] = 1000 + (((number * 7919L) + (row * 104729L) + (column * 31L)) % (config.VocabularySize - 1000));
            mask.AsSpan(row * columns, packed ? lengths[row] : columns).Fill(1);
            (ordinals[row * columns], ordinals[(row * columns) + lengths[row] - 1]) = (1, 2);
        }
        var path = Path.GetTempFileName();
        try
        {
            SafetensorsWriter.Write(path, [
                new("input_ids", tensor(ids, [rows, columns])), new("attention_mask", tensor(mask, [rows, columns])),
                new("special_ordinal", tensor(ordinals, [rows, columns])),
                new("labels", tensor([.. Enumerable.Range(0, rows).Select(row => row % 2L)]))]);
            using var file = SafetensorsFile.Open(path);
            return new TensorFileBatch(file, config, device).Read(occurrences: 2, () => throw new InvalidOperationException("ordinals are given"), labelCount: 2);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static int[] Lengths(string line)
    {
        using var lengths = JsonDocument.Parse(line);
        return [.. lengths.RootElement.EnumerateArray().Select(length => length.GetInt32())];
    }
}
