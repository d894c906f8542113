using PastaGen.EndToEnd.Tests.Reference;
using PastaGen.Training;

namespace PastaGen.EndToEnd.Tests;

/// <summary>Compares whole safetensors files, tensor by tensor.</summary>
internal static class TensorComparison
{
    /// <summary>Asserts that every expected tensor is there and near; values at positions whose mask is 0 do not count.</summary>
    public static void Near(string expectedPath, string actualPath, double tolerance, double floorOfLargest = 0, string? inputs = null, params string[] only)
    {
        var expected = Read(expectedPath).Where(pair => only.Length == 0 || only.Contains(pair.Key)).ToDictionary();
        var actual = Read(actualPath);
        (long[] Shape, double[] Values)? mask = inputs is not null && Read(inputs).TryGetValue("attention_mask", out var given) ? given : null;
        var floor = floorOfLargest * expected.Values.Select(tensor => Norm(tensor.Values)).DefaultIfEmpty().Max();
        var misses = new List<string>();
        Assert.NotEmpty(expected);
        foreach (var (name, (shape, values)) in expected)
        {
            if (!actual.TryGetValue(name, out var found)) { misses.Add($"{name} is missing"); continue; }
            if (!shape.SequenceEqual(found.Shape)) { misses.Add($"{name} has shape [{string.Join(", ", found.Shape)}]"); continue; }
            var difference = values.Select((value, i) => Counts(mask, shape, i) ? value - found.Values[i] : 0).ToArray();
            var norm = Norm([.. values.Where((_, i) => Counts(mask, shape, i))]);
            if (!(Norm(difference) <= tolerance * norm + floor)) misses.Add($"{name} off by {Norm(difference) / norm:e1}");
        }
        Assert.True(misses.Count == 0, string.Join("; ", misses));
    }

    /// <summary>Asserts that a file holds exactly the expected tensors, each near; states at positions that the batch's mask leaves out do not count.</summary>
    public static void Holds(string path, Dictionary<string, double[]> expected, double tolerance, PlainBatch? batch = null, double floorOfLargest = 1e-6)
    {
        var actual = Read(path);
        var floor = floorOfLargest * expected.Values.Max(Norm);
        var mask = batch?.Mask.SelectMany(row => row).ToArray();
        Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
        foreach (var (name, values) in expected)
        {
            var found = actual[name].Values;
            Assert.Equal(values.Length, found.Length);
            var isState = mask is not null && name.StartsWith("hidden_states", StringComparison.Ordinal);
            bool Counts(int i) => !isState || mask![i / (values.Length / mask.Length)] == 1;
            var difference = Norm([.. values.Select((value, i) => Counts(i) ? value - found[i] : 0)]);
            var norm = Norm([.. values.Where((_, i) => Counts(i))]);
            Assert.True(difference <= (tolerance * norm) + floor, $"{name} off by {difference / norm:e1}");
        }
    }

    /// <summary>Every tensor of a file as doubles.</summary>
    public static Dictionary<string, (long[] Shape, double[] Values)> Read(string path)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        using var file = SafetensorsFile.Open(path);
        return file.Names.ToDictionary(name => name, name =>
        {
            var tensor = file.Load(name, TorchSharp.torch.ScalarType.Float64, TorchSharp.torch.CPU);
            return (tensor.shape, tensor.data<double>().ToArray());
        });
    }

    // A state [batch, sequence, hidden] counts where the mask [batch, sequence] is 1.
    private static bool Counts((long[] Shape, double[] Values)? mask, long[] shape, int index) =>
        mask is not { } known || shape.Length != 3 || !shape.AsSpan(0, 2).SequenceEqual(known.Shape) || known.Values[index / (int)shape[2]] == 1;

    private static double Norm(double[] values) => Math.Sqrt(values.Sum(value => value * value));
}
