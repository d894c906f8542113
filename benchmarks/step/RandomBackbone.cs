using PastaGen.Models;
using PastaGen.Training;
using static TorchSharp.torch;

namespace PastaGen.StepBenchmark;

/// <summary>A backbone of random weights: what a step costs does not depend on what it computes.</summary>
internal static class RandomBackbone
{
    /// <summary>Writes the folder of one.</summary>
    /// <param name="config">A config.json.</param>
    /// <param name="folder">The folder; made where it is missing.</param>
    public static void Write(string config, string folder)
    {
        Directory.CreateDirectory(folder);
        File.Copy(config, Path.Combine(folder, "config.json"), overwrite: true);
        manual_seed(0);
        var weights = BertPasta.Definition.Facts.Parameters(new ModelShape(EncoderConfigFile.Read(config), LabelCount: 0))
            .Where(parameter => parameter.CheckpointName is not null)
            .Select(parameter => KeyValuePair.Create(parameter.CheckpointName!, Values(parameter)));
        SafetensorsWriter.Write(Path.Combine(folder, "model.safetensors"), [.. weights]);
    }

    // Matrices as fresh ones are, norms that do nothing.
    private static Tensor Values(PlannedParameter parameter) => parameter switch
    {
        { Shape.Count: > 1 } => randn([.. parameter.Shape]).mul_(0.02),
        _ when parameter.Name.EndsWith("weight", StringComparison.Ordinal) => ones([.. parameter.Shape]),
        _ => zeros([.. parameter.Shape]),
    };
}
