using PastaGen.Training;
using static TorchSharp.torch;

namespace PastaGen.EndToEnd.Tests.Pretraining;

/// <summary>The teacher's vectors on the disk: what is known stays as it is, and what cannot be kept stops nothing.</summary>
public sealed class TeacherVectorsTests : IDisposable
{
    private readonly SmallPretraining small = new();

    public void Dispose() => small.Dispose();

    [Fact]
    public void Vectors_that_a_run_in_another_order_left_stay_and_the_others_are_computed_beside_them()
    {
        var options = small.Options with { Teacher = small.Teacher() };
        small.Run(options, "run");
        var first = Path.Combine(small["run"], "teacher", "text-00000.safetensors");
        var half = KeepHalf(first);
        var before = File.ReadAllBytes(first);

        small.Run(options with { Seed = 3, Fresh = true }, "run");

        Assert.Equal(before, File.ReadAllBytes(first));
        using var second = SafetensorsFile.Open(Path.Combine(small["run"], "teacher", "text-00001.safetensors"));
        var (known, rest) = (half.Order().ToArray(), Numbers(second).Order().ToArray());
        Assert.Empty(known.Intersect(rest));
        Assert.Equal(Enumerable.Range(0, known.Length + rest.Length).Select(passage => (long)passage), known.Concat(rest).Order());
    }

    [Fact]
    public void A_run_goes_on_where_vectors_cannot_be_kept()
    {
        var options = small.Options with { Teacher = small.Teacher() };
        small.Run(options, "undisturbed");
        Directory.CreateDirectory(small["run"]);
        File.WriteAllText(Path.Combine(small["run"], "teacher"), "a file where the folder should be");
        var warnings = new List<string>();
        small.Run(options, "run", progress: happened =>
        {
            if (happened is TrainingWarned warned) warnings.Add(warned.Sentence);
        });
        Assert.Contains("teacher could not be written; training goes on", Assert.Single(warnings), StringComparison.Ordinal);
        Assert.Equal(small.Results("undisturbed").Backbone, small.Results("run").Backbone);
    }

    private static long[] KeepHalf(string path)
    {
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> kept;
        Dictionary<string, string> metadata;
        long[] passages;
        using (var file = SafetensorsFile.Open(path))
        {
            passages = Numbers(file);
            passages = passages[..(passages.Length / 2)];
            metadata = new(file.Metadata);
            kept = file.Names.ToDictionary(name => name, name => file.Load(name).narrow(0, 0, passages.Length).clone());
        }
        SafetensorsWriter.Write(path, kept, metadata);
        return passages;
    }

    private static long[] Numbers(SafetensorsFile file)
    {
        using var passages = file.Load("passages");
        return [.. passages.data<long>()];
    }
}
