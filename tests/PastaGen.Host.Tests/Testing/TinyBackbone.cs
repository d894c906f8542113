using System.Globalization;
using PastaGen.Training;
using static TorchSharp.torch;

namespace PastaGen.Host.Tests.Testing;

/// <summary>A pretrained encoder of two small layers with random weights, and labeled texts that its words tell apart.</summary>
internal sealed class TinyBackbone : IDisposable
{
    private readonly TemporaryFolder folder = new();

    /// <summary>Writes a backbone that fits any of the models of one architecture.</summary>
    internal TinyBackbone(ModelDefinition model, long seed = 1, int hiddenSize = 16, int layerCount = 2, int positionCount = 16)
    {
        folder.Tokenizer();
        folder.File("config.json", string.Create(CultureInfo.InvariantCulture, $$"""
            {"model_type": "{{model.Facts.Architecture}}", "hidden_size": {{hiddenSize}}, "num_hidden_layers": {{layerCount}}, "num_attention_heads": 2, "intermediate_size": {{2 * hiddenSize}},
             "vocab_size": 11, "max_position_embeddings": {{positionCount}}, "type_vocab_size": 2, "pad_token_id": 0, "hidden_act": "gelu", "layer_norm_eps": 1e-12}
            """));
        var config = EncoderConfigFile.Read(System.IO.Path.Combine(folder.Path, "config.json"), model.Facts);
        using var scope = NewDisposeScope();
        manual_seed(seed);
        var weights = model.Facts.Parameters(new ModelShape(config, 2))
            .Where(parameter => parameter is { Part: ModelPart.Backbone, CheckpointName: not null })
            .Select(parameter => KeyValuePair.Create(model.Facts.CheckpointPrefix + parameter.CheckpointName, Weight(parameter)));
        SafetensorsWriter.Write(System.IO.Path.Combine(folder.Path, "model.safetensors"), weights.ToList());
        Train = folder.File("train.tsv", Rows(repeats: 12));
        Dev = folder.File("dev.tsv", Rows(repeats: 2));
    }

    internal string Path => folder.Path;

    /// <summary>48 labeled rows.</summary>
    internal string Train { get; }

    /// <summary>8 labeled rows.</summary>
    internal string Dev { get; }

    internal string File(string name) => System.IO.Path.Combine(folder.Path, name);

    internal string File(string name, string content) => folder.File(name, content);

    public void Dispose() => folder.Dispose();

    // Norms stand near 1, as trained ones do: smaller ones would quiet what the words say.
    private static Tensor Weight(PlannedParameter parameter)
    {
        var values = randn([.. parameter.Shape]).mul(0.3);
        return parameter is { Shape.Count: 1, Name: var name } && name.EndsWith(".weight", StringComparison.Ordinal) ? values.add(1) : values;
    }

    private static string Rows(int repeats) => "sentence\tlabel\n" + string.Concat(
        Enumerable.Repeat("a good film .\t1\nbad films .\t0\ngood .\t1\na bad film\t0\n", repeats));
}
