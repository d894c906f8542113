using PastaGen.Training;
using static TorchSharp.torch;

namespace PastaGen.EndToEnd.Tests.Reference;

/// <summary>Batches of the reference as the file that the product reads.</summary>
internal static class PlainInputs
{
    /// <summary>Writes a batch's file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="sparse">Whether numbers have 32 bits, and what says no more than its default is left out.</param>
    /// <returns>The path.</returns>
    public static string Write(string path, PlainBatch batch, bool sparse = false)
    {
        using var scope = NewDisposeScope();
        KeyValuePair<string, Tensor> Matrix(string name, int[][] rows) =>
            new(name, tensor([.. rows.SelectMany(row => row.Select(value => (long)value))], [rows.Length, rows[0].Length]).to(sparse ? ScalarType.Int32 : ScalarType.Int64));
        bool Says(int[][] rows, int value) => rows.All(row => row.All(item => item == value));
        List<KeyValuePair<string, Tensor>> tensors = [
            Matrix("input_ids", batch.Ids), Matrix("special_ordinal", batch.Ordinals), batch.TokenLabels is { } ofTokens ? Matrix("labels", ofTokens) : new("labels", tensor([.. batch.Labels.Select(label => (long)label)])),
            new("another_tool's", zeros(3))];
        if (!sparse || !Says(batch.Mask, 1)) tensors.Add(Matrix("attention_mask", batch.Mask));
        if (!sparse || !Says(batch.Types, 0)) tensors.Add(Matrix("token_type_ids", batch.Types));
        SafetensorsWriter.Write(path, tensors);
        return path;
    }
}
